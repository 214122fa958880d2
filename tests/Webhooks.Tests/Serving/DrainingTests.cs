using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Serving;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Serving;

public sealed class DrainingTests
{
    [Fact]
    public async Task A_process_told_to_stop_is_not_ready_and_goes_on_answering_for_a_while()
    {
        var time = new FakeTimeProvider();
        await using var process = await StartAsync(time);
        var draining = process.Services.GetRequiredService<Draining>();
        Assert.False(draining.HasBegun);

        var stopping = process.StopAsync();
        Assert.True(draining.HasBegun);
        time.Advance(TimeSpan.FromSeconds(7.9));

        // On a new connection, not only on those that stand.
        Assert.True((bool)(await process.ReviewAsync(Review.Create(Pods.Compliant())))["allowed"]!);
        Assert.False(stopping.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(0.2));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => process.ReviewAsync(Review.Create(Pods.Compliant())));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task While_it_drains_clients_leave_the_connections_that_they_have(string version)
    {
        var time = new FakeTimeProvider();
        await using var process = await StartAsync(time);
        var connections = 0;
        using var client = process.Client(Version.Parse(version), connect: (_, cancel) =>
        {
            connections++;
            return ConnectAsync(process, cancel);
        });
        for (var i = 0; i < 3; i++)
            await process.ReviewAsync(Review.Create(Pods.Compliant()), client: client);
        Assert.Equal(1, connections);

        var stopping = process.StopAsync();
        // HTTP/2 asks beside the answer: one more call may be on its way before the client has read it.
        while (connections < 2)
            Assert.True((bool)(await process.ReviewAsync(Review.Create(Pods.Compliant()), client: client))["allowed"]!);

        time.Advance(TimeSpan.FromSeconds(8));
        await stopping;
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Half_the_time_over_connections_that_nobody_uses_are_ended(string version)
    {
        var time = new FakeTimeProvider();
        await using var process = await StartAsync(time);
        var connections = process.Services.GetRequiredService<OpenConnections>();
        using var client = process.Client(Version.Parse(version));
        await process.ReviewAsync(Review.Create(Pods.Compliant()), client: client);

        var stopping = process.StopAsync();
        time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal(1, connections.Count);
        time.Advance(TimeSpan.FromSeconds(0.1));
        while (connections.Count > 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(4));
        await stopping;
    }

    [Fact]
    public async Task A_process_that_stops_under_load_fails_no_request()
    {
        var time = new FakeTimeProvider();
        await using var first = await StartAsync(time);
        await using var second = await WebhookProcess.StartAsync();
        var draining = first.Services.GetRequiredService<Draining>();
        // As a Service: new connections go to who is ready.
        var callers = Enumerable.Range(0, 16).Select(_ => new Caller(first.Client(HttpVersion.Version11, connect: (_, cancel) => ConnectAsync(draining.HasBegun ? second : first, cancel)))).ToArray();
        await Task.WhenAll(callers.Select(c => c.AnswersAsync(3)));

        var stopping = first.StopAsync();
        await Task.WhenAll(callers.Select(c => c.AnswersAsync(3)));
        time.Advance(TimeSpan.FromSeconds(8));
        await stopping;
        await Task.WhenAll(callers.Select(c => c.AnswersAsync(3)));

        await Task.WhenAll(callers.Select(c => c.EndAsync()));
        Assert.Empty(callers.SelectMany(c => c.Failures));
    }

    private static async Task<WebhookProcess> StartAsync(TimeProvider time)
    {
        var process = await WebhookProcess.StartAsync(configure: s => s.AddSingleton(time));
        process.Services.GetRequiredService<Draining>().Delay = TimeSpan.FromSeconds(8);
        return process;
    }

    private static async ValueTask<Stream> ConnectAsync(WebhookProcess process, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, process.Address.Port, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Sends one review after the other, on one connection as long as the server lets it.</summary>
    private sealed class Caller
    {
        private readonly HttpClient client;
        private readonly Task calling;
        private volatile int answers;
        private volatile bool end;

        public Caller(HttpClient client)
        {
            this.client = client;
            calling = Task.Run(CallAsync);
        }

        public ConcurrentBag<string> Failures { get; } = [];

        /// <summary>Waits for so many more calls to end.</summary>
        public async Task AnswersAsync(int more)
        {
            var until = answers + more;
            while (answers < until)
                await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        public async Task EndAsync()
        {
            end = true;
            await calling;
            client.Dispose();
        }

        private async Task CallAsync()
        {
            var review = Review.Create(Pods.Compliant()).ToJsonString();
            while (!end)
            {
                try
                {
                    using var answer = await client.PostAsync("/validate", WebhookProcess.Body(review));
                    answer.EnsureSuccessStatusCode();
                }
                catch (HttpRequestException e)
                {
                    Failures.Add(e.ToString());
                }
                answers++;
            }
        }
    }
}
