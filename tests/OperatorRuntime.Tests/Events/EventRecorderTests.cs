using FakeApiServer;

namespace OperatorRuntime.Tests.Events;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private static readonly ObjectReference Tenant = new(Cluster.Namespaces, NamespacedName.Cluster("acme"), "uid-1");

    private Cluster cluster = null!;
    private Recorder metrics = null!;
    private EventRecorder recorder = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Cluster.StartAsync();
        metrics = new Recorder(cluster.Services.Metrics);
        recorder = new EventRecorder(cluster.Transport, "tenant-operator", cluster.Services);
    }

    public ValueTask DisposeAsync()
    {
        metrics.Dispose();
        return cluster.DisposeAsync();
    }

    private string[] Stored => [.. cluster.Storage.All("api/v1/events").Select(stored => $"{stored["count"]} {stored["message"]}")];

    [Fact]
    public async Task An_event_on_a_cluster_scoped_object_is_stored_in_the_default_namespace()
    {
        cluster.Run(recorder.RunAsync);
        recorder.Record(Tenant, EventType.Warning, "NamespaceTaken", "acme-dev exists");
        await ApiServer.EventuallyAsync(() => Stored.Length == 1, "the event");

        var stored = cluster.Storage.All("api/v1/events")[0];
        Assert.Equal(("default", "Warning", "NamespaceTaken", "acme", "tenant-operator"),
            (stored["metadata"]!["namespace"]!.GetValue<string>(), stored["type"]!.GetValue<string>(), stored["reason"]!.GetValue<string>(),
            stored["involvedObject"]!["name"]!.GetValue<string>(), stored["source"]!["component"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_event_that_repeats_is_counted()
    {
        cluster.Run(recorder.RunAsync);
        for (var i = 0; i < 3; i++)
        {
            recorder.Record(Tenant, EventType.Normal, "Ready", "all is well");
        }
        await ApiServer.EventuallyAsync(() => Stored.SequenceEqual(["3 all is well"]), "the count");
    }

    [Fact]
    public async Task An_event_on_a_successor_of_the_same_name_is_another_event()
    {
        cluster.Run(recorder.RunAsync);
        recorder.Record(Tenant, EventType.Normal, "Ready", "all is well");
        recorder.Record(Tenant with { Uid = "uid-2" }, EventType.Normal, "Ready", "all is well");
        await ApiServer.EventuallyAsync(() => Stored.SequenceEqual(["1 all is well", "1 all is well"]), "an event for each");
    }

    [Fact]
    public async Task More_than_ten_alike_are_combined_and_more_than_25_on_one_object_are_dropped()
    {
        for (var i = 1; i <= 30; i++)
        {
            recorder.Record(Tenant, EventType.Normal, "Created", $"namespace {i}");
        }
        cluster.Run(recorder.RunAsync);
        await ApiServer.EventuallyAsync(() => metrics["events_dropped_total", "spam"] == 5, "five dropped");
        await ApiServer.EventuallyAsync(() => Stored.Contains("15 (combined from similar events): namespace 25", StringComparer.Ordinal), "the combined event");

        Assert.Equal(11, Stored.Length);
    }

    [Fact]
    public void What_does_not_fit_is_dropped_and_counted_and_nobody_waits()
    {
        for (var i = 0; i < 1005; i++)
        {
            recorder.Record(Tenant, EventType.Normal, "Created", "x");
        }

        Assert.Equal(5, metrics["events_dropped_total", "full"]);
    }

    // A server refuses an event whose name could not be one of an object.
    [Theory]
    [InlineData("system:view", "system-view.")]
    [InlineData("web-", "web.")]
    [InlineData("Ünder_score", "nder-score.")]
    [InlineData("???", "event.")]
    public async Task Whatever_an_object_is_called_its_events_name_is_one(string about, string stem)
    {
        cluster.Run(recorder.RunAsync);
        recorder.Record(new(Cluster.ConfigMaps, new("acme-dev", about)), EventType.Warning, "Denied", "x");
        await ApiServer.EventuallyAsync(() => Stored.Length == 1, "the event");

        var stored = cluster.Storage.All("api/v1/events")[0];
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(stem)}[0-9a-f]{{16}}$", stored["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(about, stored["involvedObject"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_that_the_server_has_forgotten_is_made_anew()
    {
        cluster.Run(recorder.RunAsync);
        recorder.Record(Tenant, EventType.Normal, "Ready", "x");
        await ApiServer.EventuallyAsync(() => Stored.Length == 1, "the event");
        var old = cluster.Storage.All("api/v1/events")[0]["metadata"]!["name"]!.GetValue<string>();
        cluster.Storage.Remove($"api/v1/namespaces/default/events/{old}");
        recorder.Record(Tenant, EventType.Normal, "Ready", "x");
        await ApiServer.EventuallyAsync(() => Stored.SequenceEqual(["1 x"]), "a new event");
    }
}
