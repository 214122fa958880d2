using System.Text.Json.Nodes;

namespace TenantOperator.Tests.Controllers;

public sealed class BeginLedgerTests : IAsyncLifetime
{
    private const string Path = "apis/tenantoperator.io/v1alpha1/namespaceledgers/acme";
    private const string Three = """{"owners":[{"kind":"User","name":"alice"}],"namespaces":{"provision":[{"name":"dev"},{"name":"test"},{"name":"prod"}]}}""";

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_new_tenant_s_places_are_all_taken_in_one_write_before_its_namespaces_are_made()
    {
        await _cluster.PutTenantAsync("acme", Three);

        await _cluster.ReconcileTenantAsync("acme");

        var writes = _cluster.Writes.Select(w => w.Path).ToList();
        Assert.Equal(1, writes.FindIndex(w => w.Contains("/namespaceledgers", StringComparison.Ordinal)));
        Assert.Single(writes, w => w.Contains("/namespaceledgers", StringComparison.Ordinal));
        Assert.Equal(["acme-dev", "acme-prod", "acme-test"], Places().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.All(Places(), p => Assert.NotNull(p.Value!["takenAt"]));
    }

    [Fact]
    public async Task A_namespace_that_is_there_already_is_entered_with_its_uid()
    {
        await _cluster.PutAsync("api/v1/namespaces/acme-dev", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"acme-dev","labels":{"tenantoperator.io/tenant":"acme"}}}""");
        await _cluster.PutTenantAsync("acme", Three);

        await _cluster.ReconcileTenantAsync("acme");

        Assert.NotNull(Places()["acme-dev"]!["uid"]);
        Assert.Null(Places()["acme-dev"]!["takenAt"]);
    }

    [Fact]
    public async Task A_ledger_that_is_there_is_left_to_the_webhooks()
    {
        await _cluster.PutAsync(Path, """{"apiVersion":"tenantoperator.io/v1alpha1","kind":"NamespaceLedger","metadata":{"name":"acme"},"places":{}}""");
        await _cluster.PutTenantAsync("acme", Three);

        await _cluster.ReconcileTenantAsync("acme");

        Assert.Empty(Places());
        Assert.Equal(3, _cluster.Names("api/v1/namespaces").Count());
    }

    private JsonObject Places() => _cluster.Storage.Get(Path)!["places"]!.AsObject();
}
