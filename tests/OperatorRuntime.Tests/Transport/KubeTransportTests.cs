using System.Text.Json.Nodes;
using FakeApiServer;

namespace OperatorRuntime.Tests.Transport;

public sealed class KubeTransportTests : IAsyncLifetime
{
    private static readonly NamespacedName Key = new("ns", "w");
    private Cluster cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private Task<System.Text.Json.JsonDocument> ApplyAsync() =>
        cluster.Transport.ApplyAsync(Cluster.Widgets, Key, Cluster.Widget("1"), "test", force: true, null, cluster.Stopping);

    [Fact]
    public async Task An_object_that_is_not_there_is_null() =>
        Assert.Null(await cluster.Transport.GetAsync(Cluster.Widgets, Key, cluster.Stopping));

    [Fact]
    public async Task A_refusal_says_what_was_attempted_and_keeps_the_servers_reason()
    {
        cluster.PutWidget("w", "1");
        var refusal = await Assert.ThrowsAsync<ApiException>(() => cluster.Transport.DeleteAsync(
            Cluster.Widgets, Key, new DeleteOptions { Uid = "another" }, cluster.Stopping));

        Assert.Equal((409, "Conflict", true), (refusal.Code, refusal.Reason, refusal.IsConflict));
        Assert.StartsWith("delete widgets.example.org ns/w: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, 1)]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(503, 2)]
    public async Task An_idempotent_request_is_repeated_when_the_server_is_in_trouble(int code, int? retryAfter)
    {
        cluster.Faults.NextWrite(new Fault.Answer(code, "Trouble", retryAfter));
        (await ApplyAsync()).Dispose();

        Assert.Equal(2, cluster.Requests.Writes.Count);
    }

    [Fact]
    public async Task Retries_are_bounded()
    {
        for (var i = 0; i < 20; i++)
        {
            cluster.Faults.NextWrite(new Fault.Answer(500, "InternalError"));
        }
        await Assert.ThrowsAsync<ApiException>(ApplyAsync);

        Assert.Equal(5, cluster.Requests.Writes.Count);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_caller()
    {
        cluster.Faults.NextWrite(new Fault.Answer(429, "TooManyRequests", 100));
        var refusal = await Assert.ThrowsAsync<ApiException>(ApplyAsync);

        Assert.Equal(TimeSpan.FromSeconds(100), refusal.RetryAfter);
        Assert.Single(cluster.Requests.Writes);
    }

    [Fact]
    public async Task A_create_is_repeated_only_when_the_server_says_that_it_did_nothing()
    {
        cluster.Faults.NextWrite(new Fault.Answer(500, "InternalError"));
        var body = Cluster.Widget("1");
        body["metadata"] = new JsonObject { ["name"] = "w", ["namespace"] = "ns" };
        await Assert.ThrowsAsync<ApiException>(() => cluster.Transport.CreateAsync(Cluster.Widgets, body, "test", cluster.Stopping));
        cluster.Faults.NextWrite(new Fault.Answer(429, "TooManyRequests", 1));
        (await cluster.Transport.CreateAsync(Cluster.Widgets, body, "test", cluster.Stopping)).Dispose();

        Assert.Equal(3, cluster.Requests.Writes.Count);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_a_timeout()
    {
        cluster.PutWidget("w", "1");
        cluster.Faults.NextList(new Fault.Hang(30));
        var failure = await Assert.ThrowsAsync<ApiException>(() => cluster.Transport.GetAsync(Cluster.Widgets, Key, cluster.Stopping));

        Assert.Equal((0, ApiException.Timeout), (failure.Code, failure.Reason));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(5, false)]
    public async Task A_cut_answer_is_asked_for_again_a_few_times(int cuts, bool succeeds)
    {
        cluster.PutWidget("w", "1");
        for (var i = 0; i < cuts; i++)
        {
            cluster.Faults.NextList(new Fault.Cut(30));
        }
        var get = cluster.Transport.GetAsync(Cluster.Widgets, Key, cluster.Stopping);

        var failure = await Record.ExceptionAsync(() => get) as ApiException;
        Assert.Equal(succeeds ? null : ApiException.Unreachable, failure?.Reason);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        using var nowhere = new KubeTransport(new k8s.KubernetesClientConfiguration { Host = "http://127.0.0.1:1" }, cluster.Services);
        var failure = await Assert.ThrowsAsync<ApiException>(() => nowhere.GetRawAsync("version", cluster.Stopping));

        Assert.Equal(ApiException.Unreachable, failure.Reason);
    }

    [Fact]
    public async Task Requests_carry_the_programs_name_and_are_counted()
    {
        using var metrics = new Recorder(cluster.Services.Metrics);
        await cluster.Transport.GetAsync(Cluster.Widgets, Key, cluster.Stopping);

        Assert.Matches(@"^OperatorRuntime\.Tests/\d+\.\d+\.\d+$", cluster.Requests.All[^1].UserAgent);
        Assert.Equal(1, metrics["rest_client_requests_total", "404"]);
    }

    [Fact]
    public async Task A_page_says_where_the_next_one_starts()
    {
        cluster.PutWidget("a", "1");
        cluster.PutWidget("b", "2");
        using var first = await cluster.Transport.ListPageAsync(Cluster.Widgets, new ListOptions { Limit = 1 }, cluster.Stopping);
        using var second = await cluster.Transport.ListPageAsync(Cluster.Widgets, new ListOptions { Limit = 1, Continue = first.Continue }, cluster.Stopping);

        Assert.Equal(["1", "2"], first.Items.Concat(second.Items).Select(Cluster.ValueOf));
        Assert.Equal("", second.Continue);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("ns", "")]
    public void A_key_that_does_not_suit_the_kind_is_refused(string ns, string name) =>
        Assert.Throws<ArgumentException>(() => Cluster.Widgets.ObjectPath(new NamespacedName(ns, name)));
}
