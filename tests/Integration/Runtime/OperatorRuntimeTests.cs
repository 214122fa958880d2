using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;

namespace Integration.Runtime;

/// <summary>What the runtime believes of the API server, asked of a real one.</summary>
public sealed class OperatorRuntimeTests : IAsyncLifetime
{
    private static readonly ResourceType Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);
    private static readonly ResourceType ConfigMaps = new("", "v1", "configmaps", "ConfigMap", Namespaced: true);
    private static readonly ResourceType Quotas = new("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true);
    private static readonly ResourceType Events = new("", "v1", "events", "Event", Namespaced: true);
    private static readonly ResourceType Leases = new("coordination.k8s.io", "v1", "leases", "Lease", Namespaced: true);

    private readonly CancellationTokenSource stop = new(TimeSpan.FromMinutes(2));
    private readonly List<Task> running = [];
    private readonly KubeTransport transport;
    private readonly string ns = ApiServer.UniqueName("runtime");

    public OperatorRuntimeTests(ApiServer server) => transport = KubeTransport.Create(server.ControlPlane.KubeconfigPath);

    private NamespacedName Key(string name) => new(ns, name);

    public async ValueTask InitializeAsync() => (await transport.CreateAsync(
        Namespaces, Object(Namespaces, new JsonObject { ["name"] = ns }), "test", stop.Token)).Dispose();

    public async ValueTask DisposeAsync()
    {
        await transport.DeleteAsync(Namespaces, NamespacedName.Cluster(ns), null, CancellationToken.None);
        await stop.CancelAsync();
        await Task.WhenAll(running);
        transport.Dispose();
        stop.Dispose();
    }

    private static JsonObject Object(ResourceType type, JsonObject metadata) =>
        new() { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = metadata };

    private JsonObject ConfigMap(string name, string value)
    {
        var body = Object(ConfigMaps, new JsonObject { ["name"] = name, ["namespace"] = ns });
        body["data"] = new JsonObject { ["value"] = value };
        return body;
    }

    private async Task<string> ApplyAsync(string name, string value)
    {
        using var answer = await transport.ApplyAsync(ConfigMaps, Key(name), ConfigMap(name, value), "test", force: true, null, stop.Token);
        return answer.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
    }

    private Informer<T> Watch<T>(ResourceType type, Func<JsonElement, T> projection, int pageSize = 500)
    {
        var informer = new Informer<T>(transport, type, projection, new InformerOptions { Namespace = ns, PageSize = pageSize });
        running.Add(informer.RunAsync(stop.Token));
        return informer;
    }

    private async Task EventuallyAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, stop.Token);
        }
    }

    [Fact]
    public async Task An_informer_lists_what_is_there_and_follows_what_happens()
    {
        await ApplyAsync("a", "1");
        await ApplyAsync("b", "1");
        var informer = Watch(ConfigMaps, json => json.GetProperty("data").TryGetProperty("value", out var value) ? value.GetString() : "", pageSize: 1);
        await informer.WaitForSyncAsync(stop.Token);
        Assert.True(informer.Store.TryGet(Key("a"), out _) && informer.Store.TryGet(Key("b"), out _));

        var version = await ApplyAsync("a", "2");
        await EventuallyAsync(() => informer.Store.TryGet(Key("a"), out var a) && a.Value == "2");
        Assert.True(ulong.Parse(informer.LastSeenResourceVersion) >= ulong.Parse(version));
        await transport.DeleteAsync(ConfigMaps, Key("b"), null, stop.Token);
        await EventuallyAsync(() => !informer.Store.TryGet(Key("b"), out _));
    }

    [Fact]
    public async Task Pages_hold_what_was_asked_for_and_lead_to_the_next()
    {
        await ApplyAsync("a", "1");
        await ApplyAsync("b", "1");
        using var first = await transport.ListPageAsync(ConfigMaps, new ListOptions { Namespace = ns, Limit = 1 }, stop.Token);
        using var second = await transport.ListPageAsync(ConfigMaps, new ListOptions { Namespace = ns, Limit = 1, Continue = first.Continue }, stop.Token);

        Assert.Equal((1, 1), (first.Items.Count(), second.Items.Count()));
        Assert.Equal(first.ResourceVersion, second.ResourceVersion);
    }

    [Fact]
    public async Task An_intent_is_written_once_whatever_the_quotas_usage_does_and_what_others_add_is_removed()
    {
        var contents = new ContentPool();
        var apply = new ServerSideApply(transport, "tenant-operator", contents);
        var comparer = new IntentComparer(["/spec"], (_, wanted, stored) => wanted == "1000m" && stored == "1");
        var informer = Watch(Quotas, contents.Project);
        await informer.WaitForSyncAsync(stop.Token);
        var intent = Object(Quotas, new JsonObject { ["name"] = "q", ["namespace"] = ns });
        intent["spec"] = new JsonObject { ["hard"] = new JsonObject { ["requests.cpu"] = "1000m", ["configmaps"] = "10" } };

        Assert.True((await apply.ApplyAsync(Quotas, intent, null, comparer, stop.Token)).Written);
        await EventuallyAsync(() => informer.Store.Count == 1);
        await ApplyAsync("counted", "1");
        Assert.False((await apply.ApplyAsync(Quotas, intent, informer.Store.All.Single(), comparer, stop.Token)).Written);

        var addition = new JsonObject { ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = "1" } } };
        using var edited = await transport.MergePatchAsync(Quotas, Key("q"), addition, null, stop.Token);
        await EventuallyAsync(() => System.Text.Encoding.UTF8.GetString(informer.Store.All.Single().Value.Json.Span).Contains("pods", StringComparison.Ordinal));
        // The quota controller writes the usage at any moment; the removal then fails its test of the version, and the queue tries again.
        await EventuallyAsync(() => WrittenAsync(apply.ApplyAsync(Quotas, intent, informer.Store.All.Single(), comparer, stop.Token)).GetAwaiter().GetResult());
        using var stored = await transport.GetAsync(Quotas, Key("q"), stop.Token);
        Assert.False(stored!.RootElement.GetProperty("spec").GetProperty("hard").TryGetProperty("pods", out _));
    }

    private static async Task<bool> WrittenAsync(Task<ApplyResult> apply)
    {
        try
        {
            return (await apply).Written;
        }
        catch (ApiException e) when (e.IsInvalid || e.IsConflict)
        {
            return false;
        }
    }

    [Fact]
    public async Task Two_electors_lead_one_after_the_other()
    {
        LeaderElector Elector(string identity) => new(transport, new LeaderElectionOptions { Lease = Key("lease"), Identity = identity });
        using var stopOne = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var (one, two) = (Elector("one"), Elector("two"));
        var first = one.RunAsync(cancellation => Task.Delay(Timeout.Infinite, cancellation), stopOne.Token);
        await EventuallyAsync(() => one.IsLeader);
        running.Add(two.RunAsync(cancellation => Task.Delay(Timeout.Infinite, cancellation), stop.Token));
        await Task.Delay(TimeSpan.FromSeconds(3), stop.Token);
        Assert.False(two.IsLeader);
        await stopOne.CancelAsync();
        await first;
        await EventuallyAsync(() => two.IsLeader);

        using var lease = await transport.GetAsync(Leases, Key("lease"), stop.Token);
        Assert.Equal("two", lease!.RootElement.GetProperty("spec").GetProperty("holderIdentity").GetString());
    }

    [Fact]
    public async Task A_finalizer_holds_an_object_until_it_is_removed()
    {
        var finalizers = new Finalizers(transport);
        await ApplyAsync("kept", "1");
        Assert.True(await finalizers.AddAsync(ConfigMaps, Key("kept"), "example.org/kept", stop.Token));
        await transport.DeleteAsync(ConfigMaps, Key("kept"), null, stop.Token);
        Assert.False(await finalizers.AddAsync(ConfigMaps, Key("kept"), "example.org/late", stop.Token));
        Assert.True(await finalizers.RemoveAsync(ConfigMaps, Key("kept"), "example.org/kept", stop.Token));

        Assert.Null(await transport.GetAsync(ConfigMaps, Key("kept"), stop.Token));
    }

    [Fact]
    public async Task A_failed_test_of_a_patch_and_a_failed_precondition_are_told_apart()
    {
        await ApplyAsync("p", "1");
        var patch = new JsonArray(new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = "1" });
        var failedTest = await Assert.ThrowsAsync<ApiException>(() => transport.JsonPatchAsync(ConfigMaps, Key("p"), patch, null, stop.Token));
        var failedPrecondition = await Assert.ThrowsAsync<ApiException>(() =>
            transport.DeleteAsync(ConfigMaps, Key("p"), new DeleteOptions { Uid = "another" }, stop.Token));

        Assert.True(failedTest.IsInvalid, failedTest.Message);
        Assert.True(failedPrecondition.IsConflict, failedPrecondition.Message);
    }

    [Fact]
    public async Task Events_are_stored_and_counted()
    {
        var recorder = new EventRecorder(transport, "runtime-test");
        running.Add(recorder.RunAsync(stop.Token));
        for (var i = 0; i < 2; i++)
        {
            recorder.Record(new ObjectReference(ConfigMaps, Key("subject")), EventType.Warning, "Tested", "something happened");
        }
        var informer = Watch(Events, json => $"{json.GetProperty("reason").GetString()} {json.GetProperty("count").GetInt32()}");
        await EventuallyAsync(() => informer.Store.All.Any(stored => stored.Value == "Tested 2"));
    }
}
