using System.Text.Json.Nodes;
using FakeApiServer;
using OperatorRuntime;
using TenantOperator.Controllers;

namespace TenantOperator.Tests.Controllers;

public sealed class TenantReconciliationTests : IAsyncLifetime
{
    private const string Dev = """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}]}}""";
    private const string TwoPolicies = """
        {"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}, {"name": "prod", "deletionPolicy": "Retain"}]}}
        """;

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_finalizer_is_the_first_write()
    {
        await _cluster.PutTenantAsync("acme", Dev);

        await _cluster.ReconcileTenantAsync("acme");

        Assert.Contains("finalizers", _cluster.Writes.First().Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.EndsWith("/tenants/acme", _cluster.Writes.First().Path, StringComparison.Ordinal);
        Assert.Equal(["acme-dev"], _cluster.Names("api/v1/namespaces"));
    }

    [Fact]
    public async Task Walls_come_before_role_bindings()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");

        var kinds = _cluster.Writes.Where(w => w.Path.Contains("/namespaces/acme-dev/", StringComparison.Ordinal)).Select(w => w.Path.Split('/')[^2]).Distinct();
        Assert.Equal(["networkpolicies", "rolebindings"], kinds);
        Assert.StartsWith("True Ready", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
        Assert.Equal("True AllReady: 1 namespace is ready", _cluster.Condition("acme", "NamespacesReady"));
    }

    [Fact]
    public async Task A_wall_that_fails_keeps_role_bindings_out_and_the_other_walls_stand()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.ReconcileTenantAsync("acme");
        FailOnce("/networkpolicies/tenant-default-deny");

        await Assert.ThrowsAsync<ApiException>(() => _cluster.ReconcileNamespaceAsync("acme-dev"));

        Assert.Empty(_cluster.Names("apis/rbac.authorization.k8s.io/v1/rolebindings"));
        Assert.Equal(["tenant-allow-dns", "tenant-allow-same-tenant"], _cluster.Names("apis/networking.k8s.io/v1/networkpolicies"));
        await _cluster.ReconcileTenantAsync("acme");
        Assert.StartsWith("False Incomplete: acme-dev: ", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);

        await _cluster.SettleAsync("acme");
        Assert.Equal(["tenant-owners"], _cluster.Names("apis/rbac.authorization.k8s.io/v1/rolebindings"));
        Assert.StartsWith("True Ready", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_wall_fails_people_lose_roles_but_nobody_gains_one()
    {
        await _cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}, {"kind": "User", "name": "bob"}], "namespaces": {"provision": [{"name": "dev"}]}}""");
        await _cluster.SettleAsync("acme");
        await _cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}, {"kind": "User", "name": "carol"}], "namespaces": {"provision": [{"name": "dev"}]}, "quotas": [{"name": "q", "hard": {"pods": "1"}}]}""");
        FailOnce("/resourcequotas/tenant-quota-q");

        await Assert.ThrowsAsync<ApiException>(() => _cluster.ReconcileNamespaceAsync("acme-dev"));
        Assert.Equal(["alice"], Owners());

        await _cluster.ReconcileNamespaceAsync("acme-dev");
        Assert.Equal(["alice", "carol"], Owners());
    }

    [Fact]
    public async Task The_younger_of_two_tenants_with_one_host_is_told_until_one_of_them_gives_it_up()
    {
        // All objects of the fake server are equally old: then the first by name counts as the older.
        await _cluster.PutTenantAsync("zeta", Hosts("shop.example.com", "zeta.example"));
        await _cluster.PutTenantAsync("acme", Hosts("*.example.com"));
        await _cluster.SettleAsync("acme");
        await _cluster.SettleAsync("zeta");

        Assert.StartsWith("False NoConflict", _cluster.Condition("acme", "HostsConflict"), StringComparison.Ordinal);
        Assert.StartsWith("True OlderTenantOwns: shop.example.com overlaps *.example.com of the older tenant acme;", _cluster.Condition("zeta", "HostsConflict"), StringComparison.Ordinal);
        Assert.StartsWith("False HostsConflict: shop.example.com overlaps", _cluster.Condition("zeta", "Ready"), StringComparison.Ordinal);
        Assert.Equal(["tenant-owners", "tenant-owners"], _cluster.Names("apis/rbac.authorization.k8s.io/v1/rolebindings"));

        await _cluster.PutTenantAsync("acme", Hosts("acme.example"));
        await _cluster.SettleAsync("zeta");
        Assert.StartsWith("False NoConflict", _cluster.Condition("zeta", "HostsConflict"), StringComparison.Ordinal);
        Assert.StartsWith("True Ready", _cluster.Condition("zeta", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_changed()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        _cluster.Server.Requests.Clear();

        await _cluster.ReconcileNamespaceAsync("acme-dev");

        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task A_namespace_of_nobody_is_never_taken_over()
    {
        _cluster.Storage.Put("api/v1/namespaces/acme-dev", new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "acme-dev" } });
        await _cluster.PutTenantAsync("acme", Dev);

        var result = await _cluster.ReconcileTenantAsync("acme");

        Assert.Contains("kubectl label namespace acme-dev tenantoperator.io/tenant=acme", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
        Assert.Null(_cluster.Storage.Get("api/v1/namespaces/acme-dev")!["metadata"]!["labels"]);
        Assert.NotNull(result.Delay);
    }

    [Fact]
    public async Task A_namespace_of_another_tenant_is_left_to_it()
    {
        await _cluster.PutTenantAsync("other", """{"owners": [{"kind": "User", "name": "bob"}], "namespaces": {"prefix": "acme-", "provision": [{"name": "dev"}]}}""");
        await _cluster.SettleAsync("other");
        await _cluster.PutTenantAsync("acme", Dev);

        await _cluster.SettleAsync("acme");

        Assert.Equal("False NamespaceConflict: namespace acme-dev belongs to tenant other; give this tenant another name or prefix for it", _cluster.Condition("acme", "Ready"));
        Assert.Equal("other", _cluster.Storage.Get("api/v1/namespaces/acme-dev")!["metadata"]!["labels"]!["tenantoperator.io/tenant"]!.ToString());
    }

    [Fact]
    public async Task An_invalid_tenant_is_told_so_and_loses_nothing()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        _cluster.Invalid = _ => ["spec.owners: at least one is needed"];
        await _cluster.PutTenantAsync("acme", """{"owners": [], "namespaces": {"provision": []}}""");

        await _cluster.SettleAsync("acme");

        Assert.Equal("False InvalidSpec: the spec is invalid, what stands is kept as it is: spec.owners: at least one is needed", _cluster.Condition("acme", "Ready"));
        Assert.Equal(["acme-dev"], _cluster.Names("api/v1/namespaces"));
        Assert.Equal(["tenant-owners"], _cluster.Names("apis/rbac.authorization.k8s.io/v1/rolebindings"));
    }

    [Fact]
    public async Task A_namespace_that_leaves_the_spec_follows_its_own_policy()
    {
        await _cluster.PutTenantAsync("acme", TwoPolicies);
        await _cluster.SettleAsync("acme");

        await _cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": []}}""");
        await _cluster.SettleAsync("acme");
        await _cluster.SettleAsync("acme");

        Assert.Equal(["acme-prod"], _cluster.Names("api/v1/namespaces"));
        Assert.Equal("Retained", _cluster.Storage.Get(FakeCluster.TenantPath("acme"))!["status"]!["namespaces"]![0]!["origin"]!.ToString());
    }

    [Fact]
    public async Task A_deleted_tenant_takes_what_is_to_go_and_leaves_what_is_to_stay()
    {
        await _cluster.PutTenantAsync("acme", TwoPolicies);
        await _cluster.SettleAsync("acme");

        await _cluster.DeleteAsync(Kinds.Tenant, "acme");
        await _cluster.ReconcileTenantAsync("acme");
        await _cluster.ReconcileTenantAsync("acme");

        Assert.Null(_cluster.Storage.Get(FakeCluster.TenantPath("acme")));
        Assert.Equal(["acme-prod"], _cluster.Names("api/v1/namespaces"));
        Assert.Empty(_cluster.Names("apis/rbac.authorization.k8s.io/v1/clusterroles"));
        Assert.Empty(_cluster.Names("apis/rbac.authorization.k8s.io/v1/clusterrolebindings"));
    }

    [Fact]
    public async Task A_deleted_tenant_waits_for_the_finalizers_of_others()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        await _cluster.EditAsync("api/v1/namespaces/acme-dev", ns => ns["metadata"]!["finalizers"] = new JsonArray("example.com/backup"));

        await _cluster.DeleteAsync(Kinds.Tenant, "acme");
        await _cluster.ReconcileTenantAsync("acme");
        await _cluster.ReconcileTenantAsync("acme");

        Assert.Contains("acme-dev (finalizers of others: example.com/backup)", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
        Assert.NotEmpty(_cluster.Names("apis/rbac.authorization.k8s.io/v1/clusterroles"));

        await _cluster.EditAsync("api/v1/namespaces/acme-dev", ns => ns["metadata"]!.AsObject().Remove("finalizers"));
        await _cluster.ReconcileTenantAsync("acme");
        Assert.Null(_cluster.Storage.Get(FakeCluster.TenantPath("acme")));
    }

    [Fact]
    public async Task Deleting_the_definition_deletes_no_namespace()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        const string definition = "apis/apiextensions.k8s.io/v1/customresourcedefinitions/tenants.tenantoperator.io";
        _cluster.Storage.Edit(definition, d =>
        {
            d["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
            d["metadata"]!["finalizers"] = new JsonArray("customresourcecleanup.apiextensions.k8s.io");
        });

        await _cluster.DeleteAsync(Kinds.Tenant, "acme");
        await _cluster.ReconcileTenantAsync("acme");

        Assert.Null(_cluster.Storage.Get(FakeCluster.TenantPath("acme")));
        Assert.Equal(["acme-dev"], _cluster.Names("api/v1/namespaces"));
        Assert.Equal(["tenant-owners"], _cluster.Names("apis/rbac.authorization.k8s.io/v1/rolebindings"));
    }

    [Fact]
    public async Task A_definition_that_cannot_be_read_deletes_nothing_and_lets_nothing_go()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        await _cluster.DeleteAsync(Kinds.Tenant, "acme");
        for (var i = 0; i < 10; i++)
            _cluster.Server.Faults.Add(r => r.Path.Contains("customresourcedefinitions", StringComparison.Ordinal), new Fault.Answer(403, "Forbidden"));

        await Assert.ThrowsAsync<ApiException>(() => _cluster.ReconcileTenantAsync("acme"));

        Assert.NotNull(_cluster.Storage.Get(FakeCluster.TenantPath("acme")));
        Assert.Equal(["acme-dev"], _cluster.Names("api/v1/namespaces"));
    }

    [Fact]
    public async Task A_binding_whose_role_was_changed_is_made_anew()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        const string path = "apis/rbac.authorization.k8s.io/v1/namespaces/acme-dev/rolebindings/tenant-owners";
        var uid = _cluster.Storage.Get(path)!["metadata"]!["uid"]!.ToString();
        await _cluster.EditAsync(path, b => b["roleRef"]!["name"] = "cluster-admin");

        await _cluster.ReconcileNamespaceAsync("acme-dev");

        var now = _cluster.Storage.Get(path)!;
        Assert.Equal("tenant-operator:owner", now["roleRef"]!["name"]!.ToString());
        Assert.NotEqual(uid, now["metadata"]!["uid"]!.ToString());
    }

    [Fact]
    public async Task What_the_blueprint_no_longer_holds_is_pruned_and_what_others_made_stays()
    {
        await _cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}]}, "quotas": [{"name": "q", "hard": {"pods": "1"}}]}""");
        await _cluster.SettleAsync("acme");
        _cluster.Storage.Put("api/v1/namespaces/acme-dev/resourcequotas/theirs", new() { ["apiVersion"] = "v1", ["kind"] = "ResourceQuota", ["metadata"] = new JsonObject() });

        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");

        Assert.Equal(["theirs"], _cluster.Names("api/v1/resourcequotas"));
    }

    private void FailOnce(string path) =>
        _cluster.Server.Faults.Add(r => r.Method != "GET" && r.Path.EndsWith(path, StringComparison.Ordinal), new Fault.Answer(422, "Invalid"));

    private static string Hosts(params string[] hosts) =>
        $$$"""{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}]}, "ingress": {"hosts": [{{{string.Join(", ", hosts.Select(h => $"\"{h}\""))}}}]}}""";

    private IEnumerable<string> Owners() =>
        _cluster.Storage.Get("apis/rbac.authorization.k8s.io/v1/namespaces/acme-dev/rolebindings/tenant-owners")!["subjects"]!.AsArray().Select(s => s!["name"]!.ToString());
}
