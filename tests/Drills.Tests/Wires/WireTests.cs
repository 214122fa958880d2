using System.Net;
using System.Net.Sockets;
using ControlPlanes.Processes;
using Drills.Wires;

namespace Drills.Tests.Wires;

/// <summary>What drills of the network rest on.</summary>
public sealed class WireTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private readonly TcpListener echo = new(IPAddress.Loopback, 0);
    private readonly Wire wire;

    public WireTests()
    {
        echo.Start();
        _ = EchoAsync();
        wire = Wire.Lay(FreePorts.Take(1)[0], ((IPEndPoint)echo.LocalEndpoint).Port);
    }

    [Fact]
    public async Task What_is_said_comes_back()
    {
        using var client = await ConnectAsync();

        Assert.Equal(7, await SayAsync(client, 7));
    }

    [Fact]
    public async Task A_cut_is_seen_by_the_client_and_a_new_connection_passes()
    {
        using var client = await ConnectAsync();
        await SayAsync(client, 1);

        wire.Cut();

        await Assert.ThrowsAnyAsync<IOException>(() => SayAsync(client, 2));
        using var next = await ConnectAsync();
        Assert.Equal(3, await SayAsync(next, 3));
    }

    [Fact]
    public async Task Silence_ends_with_what_was_said_in_it()
    {
        using var client = await ConnectAsync();
        await SayAsync(client, 1);

        wire.FallSilent();
        var said = SayAsync(client, 2);
        await Task.Delay(Moment);
        Assert.False(said.IsCompleted);

        wire.Speak();
        Assert.Equal(2, await said);
    }

    [Fact]
    public async Task A_forgotten_connection_is_silent_for_ever_and_a_new_one_passes()
    {
        using var client = await ConnectAsync();
        await SayAsync(client, 1);

        wire.Forget();
        var said = SayAsync(client, 2);
        using var next = await ConnectAsync();

        Assert.Equal(3, await SayAsync(next, 3));
        await Task.Delay(Moment);
        Assert.False(said.IsCompleted);
    }

    public void Dispose()
    {
        wire.Dispose();
        echo.Dispose();
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, wire.Port);
        return client;
    }

    private static async Task<int> SayAsync(TcpClient client, byte what)
    {
        var buffer = new[] { what };
        await client.GetStream().WriteAsync(buffer);
        return await client.GetStream().ReadAsync(buffer).AsTask().WaitAsync(Patience) == 0 ? throw new EndOfStreamException() : buffer[0];
    }

    private async Task EchoAsync()
    {
        while (true)
            _ = EchoAsync(await echo.AcceptTcpClientAsync());
    }

    private static async Task EchoAsync(TcpClient client)
    {
        using (client)
            await client.GetStream().CopyToAsync(client.GetStream());
    }
}
