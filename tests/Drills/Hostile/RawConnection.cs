using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Drills.Hostile;

/// <summary>A connection to a webhook process on which anything can be said, at any pace.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient tcp;
    private readonly Stream stream;

    private RawConnection(TcpClient tcp, Stream stream) => (this.tcp, this.stream) = (tcp, stream);

    /// <summary>Connects, and shakes hands if it is to.</summary>
    /// <returns>Null when the server does not want it.</returns>
    public static async Task<RawConnection?> OpenAsync(int port, bool tls, CancellationToken cancel)
    {
        var opened = new TcpClient();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            await opened.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            if (!tls)
                return new(opened, opened.GetStream());
            // What the other end is does not matter here.
            var options = new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", ApplicationProtocols = [SslApplicationProtocol.Http11], RemoteCertificateValidationCallback = (_, _, _, _) => true };
            var secure = new SslStream(opened.GetStream());
            await secure.AuthenticateAsClientAsync(options, patience.Token);
            return new(opened, secure);
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            opened.Dispose();
            return null;
        }
    }

    /// <summary>Says something.</summary>
    /// <returns>Whether it was taken; false when the other end is gone.</returns>
    public Task<bool> SayAsync(string text, CancellationToken cancel) => SayAsync(Encoding.ASCII.GetBytes(text), cancel);

    /// <summary>Says something.</summary>
    /// <returns>Whether it was taken; false when the other end is gone.</returns>
    public async Task<bool> SayAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await stream.WriteAsync(bytes, cancel);
            await stream.FlushAsync(cancel);
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Reads until the other end has nothing more to say.</summary>
    public async Task EndedAsync(CancellationToken cancel)
    {
        var buffer = new byte[4096];
        try
        {
            int read;
            do
                read = await stream.ReadAsync(buffer, cancel);
            while (read > 0);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // A reset is an end, too.
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        tcp.Dispose();
    }
}
