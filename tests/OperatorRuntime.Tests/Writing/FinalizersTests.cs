using System.Text.Json.Nodes;
using FakeApiServer;

namespace OperatorRuntime.Tests.Writing;

public sealed class FinalizersTests : IAsyncLifetime
{
    private const string Ours = "example.org/ours";
    private static readonly NamespacedName Key = new("ns", "w");

    private Cluster cluster = null!;
    private Finalizers finalizers = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Cluster.StartAsync();
        finalizers = new Finalizers(cluster.Transport);
        cluster.PutWidget("w", "1");
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private string[] Stored => [.. cluster.Storage.Get(Cluster.PathOf("w"))!["metadata"]!["finalizers"]?.AsArray().Select(name => name!.GetValue<string>()) ?? []];

    private void Set(params string[] names) => cluster.Storage.Edit(Cluster.PathOf("w"), widget =>
        widget["metadata"]!["finalizers"] = new JsonArray([.. names.Select(name => (JsonNode)name)]));

    [Fact]
    public async Task It_is_added_once_and_those_of_others_stay()
    {
        Set("other");
        Assert.True(await finalizers.AddAsync(Cluster.Widgets, Key, Ours, cluster.Stopping));
        Assert.False(await finalizers.AddAsync(Cluster.Widgets, Key, Ours, cluster.Stopping));

        Assert.Equal(["other", Ours], Stored);
    }

    [Fact]
    public async Task The_first_one_makes_the_list()
    {
        await finalizers.AddAsync(Cluster.Widgets, Key, Ours, cluster.Stopping);

        Assert.Equal([Ours], Stored);
    }

    [Fact]
    public async Task It_is_removed_once_and_those_of_others_stay()
    {
        Set("other", Ours, "third");
        Assert.True(await finalizers.RemoveAsync(Cluster.Widgets, Key, Ours, cluster.Stopping));
        Assert.False(await finalizers.RemoveAsync(Cluster.Widgets, Key, Ours, cluster.Stopping));

        Assert.Equal(["other", "third"], Stored);
    }

    [Fact]
    public async Task A_list_that_changes_between_read_and_patch_is_read_again()
    {
        Set("first", Ours);
        cluster.Faults.NextWrite(new Fault.Answer(422, "Invalid"));
        Assert.True(await finalizers.RemoveAsync(Cluster.Widgets, Key, Ours, cluster.Stopping));

        Assert.Equal(["first"], Stored);
    }

    [Fact]
    public async Task An_entity_that_is_gone_or_going_gets_none()
    {
        Set("other");
        await cluster.Transport.DeleteAsync(Cluster.Widgets, Key, null, cluster.Stopping);

        Assert.False(await finalizers.AddAsync(Cluster.Widgets, Key, Ours, cluster.Stopping));
        Assert.False(await finalizers.RemoveAsync(Cluster.Widgets, new NamespacedName("ns", "gone"), Ours, cluster.Stopping));
    }
}
