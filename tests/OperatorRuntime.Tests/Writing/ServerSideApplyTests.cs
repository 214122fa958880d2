using System.Text.Json.Nodes;
using FakeApiServer;

namespace OperatorRuntime.Tests.Writing;

public sealed class ServerSideApplyTests : IAsyncLifetime
{
    private static readonly IntentComparer Comparer = new(["/spec"]);
    private static readonly NamespacedName Key = new("ns", "w");

    private readonly ContentPool contents = new();
    private Cluster cluster = null!;
    private Informer<StoredContent> informer = null!;
    private ServerSideApply apply = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Cluster.StartAsync();
        informer = new Informer<StoredContent>(cluster.Transport, Cluster.Widgets, contents.Project, null, cluster.Services);
        cluster.Run(informer.RunAsync);
        await informer.WaitForSyncAsync(cluster.Stopping);
        apply = new ServerSideApply(cluster.Transport, "tenant-operator", contents);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private static JsonObject Intent(string spec) => new()
    {
        ["apiVersion"] = "example.org/v1",
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject { ["name"] = Key.Name, ["namespace"] = Key.Namespace },
        ["spec"] = JsonNode.Parse(spec),
    };

    private async Task<ApplyResult> ApplyAsync(string spec)
    {
        await ApiServer.EventuallyAsync(() => informer.LastSeenResourceVersion == cluster.Storage.Revision.ToString(), "the informer is current");
        var stored = informer.Store.TryGet(Key, out var entity) ? entity : null;
        return await apply.ApplyAsync(Cluster.Widgets, Intent(spec), stored, Comparer, cluster.Stopping);
    }

    private string Stored => cluster.Storage.Get(Cluster.PathOf("w"))!["spec"]!.ToJsonString();

    [Fact]
    public async Task A_missing_object_is_created_with_our_field_manager_and_then_left_alone()
    {
        var created = await ApplyAsync("""{"size":1}""");
        var again = await ApplyAsync("""{"size":1}""");

        Assert.Equal((true, false), (created.Written, again.Written));
        Assert.Equal(created.ResourceVersion, again.ResourceVersion);
        var write = Assert.Single(cluster.Requests.Writes);
        Assert.Equal("application/apply-patch+yaml", write.ContentType);
        Assert.Equal("?fieldManager=tenant-operator&force=true", write.Query);
    }

    [Fact]
    public async Task A_drifted_field_is_set_back()
    {
        await ApplyAsync("""{"size":1}""");
        cluster.Storage.Edit(Cluster.PathOf("w"), widget => widget["spec"]!["size"] = 7);
        await ApplyAsync("""{"size":1}""");

        Assert.Equal("""{"size":1}""", Stored);
    }

    [Fact]
    public async Task A_field_that_left_the_intent_is_removed()
    {
        await ApplyAsync("""{"size":1,"colour":"red"}""");
        await ApplyAsync("""{"size":1}""");

        Assert.Equal("""{"size":1}""", Stored);
    }

    [Fact]
    public async Task What_another_manager_added_below_a_wholly_owned_path_is_removed()
    {
        await ApplyAsync("""{"size":1}""");
        cluster.Storage.Edit(Cluster.PathOf("w"), widget => widget["spec"]!["scopes"] = new JsonArray("BestEffort"));
        await ApplyAsync("""{"size":1}""");

        Assert.Equal("""{"size":1}""", Stored);
    }

    [Fact]
    public async Task What_the_server_makes_of_an_intent_is_accepted_until_somebody_changes_it()
    {
        cluster.Storage.Defaulting = (_, body) => body["spec"]?.AsObject().TryAdd("protocol", "TCP");
        await ApplyAsync("""{"size":1}""");
        cluster.Requests.Clear();
        Assert.False((await ApplyAsync("""{"size":1}""")).Written);
        cluster.Storage.Edit(Cluster.PathOf("w"), widget => widget["status"] = "changes");
        Assert.False((await ApplyAsync("""{"size":1}""")).Written);
        Assert.Empty(cluster.Requests.Writes);

        cluster.Storage.Edit(Cluster.PathOf("w"), widget => widget["spec"]!["protocol"] = "UDP");
        Assert.True((await ApplyAsync("""{"size":1}""")).Written);
    }

    [Fact]
    public void Equal_contents_share_one_instance_and_a_status_changes_nothing()
    {
        using var one = System.Text.Json.JsonDocument.Parse("""{"kind":"A","metadata":{"name":"a","uid":"1","labels":{"l":"1"},"managedFields":[{}]},"spec":{"x":1},"status":{"used":1}}""");
        using var two = System.Text.Json.JsonDocument.Parse("""{"metadata":{"name":"b","uid":"2","labels":{"l":"1"}},"spec":{"x":1},"status":{"used":2}}""");

        Assert.Same(contents.Project(one.RootElement), contents.Project(two.RootElement));
        Assert.Equal("""{"metadata":{"labels":{"l":"1"}},"spec":{"x":1}}""", System.Text.Encoding.UTF8.GetString(contents.Project(one.RootElement).Json.Span));
    }
}
