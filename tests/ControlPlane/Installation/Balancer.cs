using System.Net;
using System.Net.Sockets;

namespace ControlPlanes.Installation;

/// <summary>
/// Forwards TCP connections on one loopback port to others: what a Service and kube-proxy do for webhook pods. New connections go to endpoints that are ready, in turn; those that
/// stand stay where they are, whatever becomes of the endpoint's readiness.
/// </summary>
internal sealed class Balancer : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource end = new();
    private readonly TcpListener listener;
    private readonly IReadOnlyList<Endpoint> endpoints;
    private int turn = -1;

    private Balancer(int port, IReadOnlyList<Endpoint> endpoints)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        this.endpoints = endpoints;
    }

    /// <summary>Ends when the listener does: with the process, or when this is disposed of.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public static Balancer Listen(int port, IReadOnlyList<Endpoint> endpoints)
    {
        var balancer = new Balancer(port, endpoints);
        balancer.listener.Start();
        foreach (var endpoint in endpoints)
            _ = endpoint.WatchAsync(balancer.end.Token);
        balancer.Ended = balancer.AcceptAsync();
        return balancer;
    }

    public void Dispose()
    {
        end.Cancel();
        end.Dispose();
        listener.Dispose();
        foreach (var endpoint in endpoints)
            endpoint.Dispose();
    }

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
            // Either side that ends ends both: a connection to a process that was killed must not linger. But what was said last still goes through.
            var (there, back) = (PumpAsync(client, server), PumpAsync(server, client));
            await Task.WhenAny(there, back);
            await Task.WhenAny(Task.WhenAll(there, back), Task.Delay(LastWords));
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        // None that is known of: one may have become ready since the last look.
        if (!endpoints.Any(e => e.IsReady))
            await Task.WhenAll(endpoints.Select(e => e.LookAsync()));
        int first = Interlocked.Increment(ref turn);
        var inTurn = Enumerable.Range(0, endpoints.Count).Select(i => endpoints[(int)((uint)(first + i) % endpoints.Count)]);
        foreach (var endpoint in inTurn.Where(e => e.IsReady))
        {
            var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, endpoint.Port);
                return server;
            }
            catch (SocketException)
            {
                server.Dispose();
            }
        }

        return null;
    }

    // The end of what one side says is passed on like what it said: the other one may have an answer to it.
    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; the other is closed by the caller.
        }
    }
}
