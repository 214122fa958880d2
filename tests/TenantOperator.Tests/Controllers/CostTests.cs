using System.Text.Json.Nodes;
using FakeApiServer;
using OperatorRuntime;
using TenantOperator.Controllers;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Tests.Controllers;

/// <summary>What the operator writes and looks at, counted: it is what convergence costs and rest must not.</summary>
public sealed class CostTests : IAsyncLifetime
{
    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_tenant_of_ten_namespaces_is_written_once()
    {
        _cluster.SendEvents();
        await _cluster.PutTenantAsync("acme", Spec(10));
        await _cluster.SettleAsync("acme");

        // The fake server tells no owners of fields, without which the namespaces themselves are applied each time.
        var writes = _cluster.Writes.Select(w => w.Path).Where(path => !path.StartsWith("/api/v1/namespaces/acme-ns", StringComparison.Ordinal) || path.Split('/').Length > 5).ToList();
        var objects = ClusterCaches.InNamespace.Concat(ClusterCaches.OfTenant).Sum(type => _cluster.Caches.Of(type).Count);
        // Beside each object: the ledger, the finalizer, and the status when it begins and when it is done.
        Assert.InRange(writes.Count - objects, 1 + 1 + 1, 1 + 1 + 2);

        await ApiServer.EventuallyAsync(() => Events().Any(), "the event is sent");
        Assert.Equal(["Made namespaces acme-ns0, acme-ns1, acme-ns2, acme-ns3, acme-ns4, and 5 more"], Events());
    }

    [Fact]
    public async Task What_changes_in_the_status_of_a_managed_object_alone_makes_nothing_due()
    {
        await _cluster.PutTenantAsync("acme", Spec(2));
        await _cluster.SettleAsync("acme");
        var (tenants, namespaces) = (new WorkQueue<NamespacedName>("tenants"), new WorkQueue<NamespacedName>("namespaces"));
        new Triggers(_cluster.Caches, _cluster.Outcomes, _cluster.Hosts, tenants, namespaces).Connect();
        while (namespaces.Count > 0)
            namespaces.Done(await namespaces.TakeAsync(TestContext.Current.CancellationToken));

        await _cluster.EditAsync("api/v1/namespaces/acme-ns0/resourcequotas/tenant-quota-objects", quota => quota["status"] = JsonNode.Parse("""{"used": {"pods": "7"}}"""));
        await _cluster.EditAsync("api/v1/namespaces/acme-ns1/resourcequotas/tenant-quota-objects", quota => quota["spec"] = JsonNode.Parse("""{"hard": {"pods": "7000"}}"""));
        await ApiServer.EventuallyAsync(() => namespaces.Count > 0, "the drift is seen");

        Assert.Equal("acme-ns1", (await namespaces.TakeAsync(TestContext.Current.CancellationToken)).Name);
        Assert.Equal(0, namespaces.Count);
    }

    private static string Spec(int namespaces) => new JsonObject
    {
        ["owners"] = new JsonArray(new JsonObject { ["kind"] = "User", ["name"] = "alice" }),
        ["namespaces"] = new JsonObject { ["provision"] = new JsonArray([.. Enumerable.Range(0, namespaces).Select(i => (JsonNode)new JsonObject { ["name"] = $"ns{i}" })]) },
        ["quotas"] = new JsonArray(new JsonObject { ["name"] = "objects", ["scope"] = "Namespace", ["hard"] = new JsonObject { ["pods"] = "50" } }),
    }.ToJsonString();

    private IEnumerable<string> Events() => _cluster.Storage.All("api/v1/events").Where(e => e["reason"]!.ToString() == "NamespaceCreated").Select(e => e["message"]!.ToString());
}
