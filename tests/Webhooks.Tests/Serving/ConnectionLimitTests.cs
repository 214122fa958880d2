using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Serving;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Serving;

public sealed class ConnectionLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crowd_that_says_nothing_keeps_nobody_out()
    {
        await using var process = await StartAsync(8);
        using var crowd = await Crowd.OfAsync(30, process);
        var limit = process.Services.GetRequiredService<ConnectionLimit>();

        Assert.True((bool)(await process.ReviewAsync(Review.Create(Pods.Compliant())))["allowed"]!);
        Assert.InRange(limit.Count, 0, 8);
        Assert.InRange(limit.Ended, 1, 31);
    }

    [Fact]
    public async Task A_crowd_that_has_shaken_hands_keeps_nobody_out()
    {
        await using var process = await StartAsync(8);
        using var crowd = await Crowd.OfAsync(30, process, shakesHands: true);

        Assert.True((bool)(await process.ReviewAsync(Review.Create(Pods.Compliant())))["allowed"]!);
        Assert.InRange(process.Services.GetRequiredService<ConnectionLimit>().Count, 0, 8);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Who_has_asked_stays_while_a_crowd_passes(string version)
    {
        await using var process = await StartAsync(8);
        using var caller = new Caller(process, version);
        await caller.AskAsync();

        using var crowd = await Crowd.OfAsync(30, process);
        await caller.AskAsync();

        Assert.Equal(1, caller.Connections);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task When_all_have_asked_the_one_that_has_not_for_longest_goes(string version)
    {
        await using var process = await StartAsync(4);
        var callers = Enumerable.Range(0, 5).Select(_ => new Caller(process, version)).ToArray();
        foreach (var caller in callers[..4])
            await caller.AskAsync();
        // So that the first is not the oldest.
        await callers[0].AskAsync();

        await callers[4].AskAsync();
        while (process.Services.GetRequiredService<OpenConnections>().Count > 4)
            await Task.Delay(1, Cancel);
        foreach (var caller in (Caller[])[callers[0], callers[2], callers[3], callers[4]])
            await caller.AskAsync();
        Assert.Equal([1, 1, 1, 1, 1], callers.Select(c => c.Connections));

        // Was told to go in peace, and comes again.
        await callers[1].AskAsync();
        Assert.Equal(2, callers[1].Connections);
        Array.ForEach(callers, c => c.Dispose());
    }

    [Fact]
    public async Task Who_asks_nothing_is_hung_up_on_and_who_has_asked_is_not()
    {
        var time = new FakeTimeProvider();
        await using var process = await StartAsync(8, time);
        using var caller = new Caller(process, "1.1");
        await caller.AskAsync();
        using var crowd = await Crowd.OfAsync(3, process, shakesHands: true);
        var connections = process.Services.GetRequiredService<OpenConnections>();
        while (connections.Count < 4)
            await Task.Delay(1, Cancel);

        time.Advance(Patience);
        // The server looks once a second.
        await crowd.EndAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        await caller.AskAsync();
        Assert.Equal(1, caller.Connections);
    }

    [Fact]
    public async Task Requests_that_are_no_reviews_make_nobody_known()
    {
        await using var process = await StartAsync(8);
        using var client = process.Client(HttpVersion.Version11);
        (await client.PostAsync("/validate", WebhookProcess.Body("hello"), Cancel)).Dispose();
        (await client.GetAsync("/", Cancel)).Dispose();
        var limit = process.Services.GetRequiredService<ConnectionLimit>();
        Assert.Equal((1, 0), (limit.Count, limit.Ended));

        using var crowd = await Crowd.OfAsync(8, process);
        while (limit.Ended < 1)
            await Task.Delay(1, Cancel);
        // Its connection was the oldest.
        while (process.Services.GetRequiredService<OpenConnections>().Count > 0)
            await Task.Delay(1, Cancel);
    }

    private static Task<WebhookProcess> StartAsync(int most, TimeProvider? time = null) => WebhookProcess.StartAsync(configure: services =>
    {
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(new ConnectionLimit(most, Patience, time ?? TimeProvider.System));
    });

    private static async Task<Socket> ConnectAsync(WebhookProcess process, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, process.Address.Port, cancel);
        return socket;
    }

    /// <summary>Asks, on one connection as long as the server lets it.</summary>
    private sealed class Caller : IDisposable
    {
        private readonly WebhookProcess process;
        private readonly HttpClient client;

        public Caller(WebhookProcess process, string version)
        {
            this.process = process;
            client = process.Client(Version.Parse(version), connect: async (_, cancel) =>
            {
                Connections++;
                return new NetworkStream(await ConnectAsync(process, cancel), ownsSocket: true);
            });
        }

        public int Connections { get; private set; }

        public async Task AskAsync() => Assert.True((bool)(await process.ReviewAsync(Review.Create(Pods.Compliant()), client: client))["allowed"]!);

        public void Dispose() => client.Dispose();
    }

    /// <summary>Connections on which nothing is said.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly List<Stream> streams = [];

        public static async Task<Crowd> OfAsync(int many, WebhookProcess process, bool shakesHands = false)
        {
            var crowd = new Crowd();
            for (var i = 0; i < many; i++)
            {
                var stream = new NetworkStream(await ConnectAsync(process, Cancel), ownsSocket: true);
                crowd.streams.Add(stream);
                if (!shakesHands)
                    continue;
                var secure = new SslStream(stream);
                crowd.streams[^1] = secure;
                await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", RemoteCertificateValidationCallback = (_, _, _, _) => true }, Cancel);
            }
            return crowd;
        }

        /// <summary>Until the server has hung up on all.</summary>
        public async Task EndAsync()
        {
            foreach (var stream in streams)
            {
                try
                {
                    while (await stream.ReadAsync(new byte[64], Cancel) > 0)
                    {
                    }
                }
                catch (IOException)
                {
                    // A reset is an end, too.
                }
            }
        }

        public void Dispose() => streams.ForEach(s => s.Dispose());
    }
}
