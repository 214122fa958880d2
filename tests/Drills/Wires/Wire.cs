using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Drills.Wires;

/// <summary>A way for TCP connections on loopback that can be cut, and can fall silent without a word, as firewalls and dead machines do.</summary>
internal sealed class Wire : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<Line, bool> lines = new();
    private readonly TcpListener listener;
    private readonly int target;
    private volatile TaskCompletionSource? silence;

    private Wire(int port, int target)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        this.target = target;
    }

    /// <summary>Where it begins.</summary>
    public int Port { get; private set; }

    /// <summary>Lays one from a port to another; from a free one when that is 0.</summary>
    public static Wire Lay(int port, int target)
    {
        var wire = new Wire(port, target);
        wire.listener.Start();
        wire.Port = ((IPEndPoint)wire.listener.LocalEndpoint).Port;
        _ = wire.AcceptAsync();
        return wire;
    }

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        foreach (var line in lines.Keys)
            line.Reset();
    }

    /// <summary>Nothing passes any more, neither on connections that stand nor on new ones, which are accepted; what is said waits.</summary>
    public void FallSilent() => silence ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What waits goes through, and all that comes.</summary>
    public void Speak()
    {
        var was = silence;
        silence = null;
        was?.TrySetResult();
    }

    /// <summary>Connections that stand lead nowhere from now on, without a word to either end; new ones pass.</summary>
    public void Forget()
    {
        foreach (var line in lines.Keys)
            line.IsForgotten = true;
    }

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        Cut();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The wire is taken up.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var line = new Line(client);
        lines[line] = true;
        try
        {
            await line.Server.ConnectAsync(IPAddress.Loopback, target, end.Token);
            var (there, back) = (PumpAsync(line, line.Client, line.Server), PumpAsync(line, line.Server, line.Client));
            await await Task.WhenAny(there, back);
            // The end of the one side is told to the other, which may have something to say still.
            await Task.WhenAny(Task.WhenAll(there, back), Task.Delay(TimeSpan.FromSeconds(1), end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One side is gone, and with it the other.
        }
        finally
        {
            lines.TryRemove(line, out _);
        }
    }

    private async Task PumpAsync(Line line, TcpClient from, TcpClient to)
    {
        var (input, output, buffer) = (from.GetStream(), to.GetStream(), new byte[16 * 1024]);
        int read;
        while ((read = await input.ReadAsync(buffer, end.Token)) > 0)
        {
            if (line.IsForgotten)
                await Task.Delay(Timeout.InfiniteTimeSpan, end.Token);
            if (silence is { } silent)
                await silent.Task.WaitAsync(end.Token);
            await output.WriteAsync(buffer.AsMemory(0, read), end.Token);
        }

        to.Client.Shutdown(SocketShutdown.Send);
    }

    /// <summary>One connection, from end to end.</summary>
    private sealed class Line : IDisposable
    {
        private volatile bool isForgotten;

        public Line(TcpClient client)
        {
            Client = client;
            Client.NoDelay = Server.NoDelay = true;
        }

        public TcpClient Client { get; }

        public TcpClient Server { get; } = new();

        public bool IsForgotten
        {
            get => isForgotten;
            set => isForgotten = value;
        }

        public void Reset()
        {
            try
            {
                // Lingering for no time is a reset: nobody takes it for an end in good order.
                // A client that was disposed of has no socket any more.
                foreach (var socket in new[] { Client.Client, Server.Client })
                    socket?.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is gone already.
            }

            Dispose();
        }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
