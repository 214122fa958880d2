using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime.Tests.Writing;

public sealed class StatusWriterTests : IAsyncLifetime
{
    private static readonly NamespacedName Key = new("ns", "w");
    private Cluster cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private async Task<bool> WriteAsync(string status)
    {
        var writer = new StatusWriter(cluster.Transport, "tenant-operator-status");
        using var stored = await cluster.Transport.GetAsync(Cluster.Widgets, Key, cluster.Stopping);
        JsonElement? known = stored!.RootElement.TryGetProperty("status", out var value) ? value : null;
        return await writer.WriteAsync(Cluster.Widgets, Key, (JsonObject)JsonNode.Parse(status)!, known, cluster.Stopping) is not null;
    }

    [Fact]
    public async Task Only_what_says_something_new_is_written()
    {
        cluster.PutWidget("w", "1");
        Assert.True(await WriteAsync("""{"count":1,"note":"x"}"""));
        Assert.False(await WriteAsync("""{"note":"x","count":1.0}"""));
        Assert.True(await WriteAsync("""{"count":2}"""));

        Assert.Equal("""{"count":2}""", cluster.Storage.Get(Cluster.PathOf("w"))!["status"]!.ToJsonString());
        Assert.All(cluster.Requests.Writes, write => Assert.EndsWith("/w/status", write.Path, StringComparison.Ordinal));
    }
}
