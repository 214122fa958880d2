using System.Net;
using System.Net.Sockets;
using ControlPlanes.Installation;
using ControlPlanes.Processes;

namespace Integration.ControlPlanes;

/// <summary>What stands in for a Service: connections go to processes that are ready, in turn.</summary>
public sealed class BalancerTests
{
    [Fact]
    public async Task Connections_go_to_all_targets_in_turn()
    {
        int[] ports = FreePorts.Take(1);
        using var first = Target.Start('a');
        using var second = Target.Start('b');
        using var balancer = Balancer.Listen(ports[0], [new(first.Port), new(second.Port)]);

        Assert.Equal(['a', 'b'], new[] { await AskAsync(ports[0]), await AskAsync(ports[0]) }.Order());
    }

    [Fact]
    public async Task A_target_that_does_not_accept_is_passed_over()
    {
        int[] ports = FreePorts.Take(2);
        using var alive = Target.Start('a');
        using var balancer = Balancer.Listen(ports[0], [new(ports[1]), new(alive.Port)]);

        Assert.Equal('a', await AskAsync(ports[0]));
        Assert.Equal('a', await AskAsync(ports[0]));
    }

    [Fact]
    public async Task Without_any_target_the_connection_is_closed()
    {
        int[] ports = FreePorts.Take(2);
        using var balancer = Balancer.Listen(ports[0], [new(ports[1])]);

        Assert.Null(await AskAsync(ports[0]));
    }

    [Fact]
    public async Task A_target_that_is_not_ready_gets_no_new_connection()
    {
        int[] ports = FreePorts.Take(2);
        using var unready = Target.Start('a');
        using var ready = Target.Start('b');
        // Nobody says there that it is ready.
        using var balancer = Balancer.Listen(ports[0], [new(unready.Port, ports[1]), new(ready.Port)]);

        Assert.Equal(['b', 'b'], new[] { await AskAsync(ports[0]), await AskAsync(ports[0]) });
    }

    private static async Task<char?> AskAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        byte[] answer = new byte[1];
        return await client.GetStream().ReadAsync(answer) == 0 ? null : (char)answer[0];
    }

    /// <summary>Says its letter to whoever connects.</summary>
    private sealed class Target : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public static Target Start(char letter)
        {
            var target = new Target();
            target.listener.Start();
            _ = target.ServeAsync(letter);
            return target;
        }

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync(char letter)
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync(new[] { (byte)letter });
            }
        }
    }
}
