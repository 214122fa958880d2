using System.Net;
using System.Net.Sockets;

namespace ControlPlanes.Installation;

/// <summary>
/// Forwards TCP connections on one loopback port to the first of several others that accepts one, in turn: what a Service and
/// kube-proxy do for webhook pods.
/// </summary>
internal sealed class Balancer : IDisposable
{
    private readonly TcpListener listener;
    private readonly IReadOnlyList<int> targets;
    private int turn = -1;

    private Balancer(int port, IReadOnlyList<int> targets)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        this.targets = targets;
    }

    /// <summary>Ends when the listener does: with the process, or when this is disposed of.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public static Balancer Listen(int port, IReadOnlyList<int> targets)
    {
        var balancer = new Balancer(port, targets);
        balancer.listener.Start();
        balancer.Ended = balancer.AcceptAsync();
        return balancer;
    }

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var server = await ConnectAsync();
            // Nobody accepts: the caller sees a closed connection, as it would of a Service without endpoints.
            if (server is null)
                return;
            client.NoDelay = server.NoDelay = true;
            // Either side that ends ends both: a connection to a process that was killed must not linger.
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        int first = Interlocked.Increment(ref turn);
        for (int i = 0; i < targets.Count; i++)
        {
            var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, targets[(int)((uint)(first + i) % targets.Count)]);
                return server;
            }
            catch (SocketException)
            {
                server.Dispose();
            }
        }

        return null;
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; the other is closed by the caller.
        }
    }
}
