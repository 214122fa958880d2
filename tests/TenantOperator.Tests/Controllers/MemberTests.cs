using FakeApiServer;
using TenantOperator.Controllers;

namespace TenantOperator.Tests.Controllers;

public sealed class MemberTests : IAsyncLifetime
{
    private const string Bindings = "apis/rbac.authorization.k8s.io/v1/namespaces/acme-dev/rolebindings";

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Access_is_taken_before_anything_else_is_written_and_given_after_all()
    {
        await _cluster.PutTenantAsync("acme", Spec("alice", "mallory", quota: "5"));
        await _cluster.SettleAsync("acme");
        var before = _cluster.Writes.Count();

        await _cluster.PutTenantAsync("acme", Spec("alice", "bob", quota: "7"));
        await _cluster.ReconcileNamespaceAsync("acme-dev");

        Assert.Equal(
            ["tenant-owners: alice", "tenant-quota-q", "tenant-owners: alice bob"],
            _cluster.Writes.Skip(before).Select(w => w.Path[(w.Path.LastIndexOf('/') + 1)..] + (w.Body?["subjects"] is { } s ? $": {string.Join(' ', s.AsArray().Select(p => p!["name"]))}" : "")));
    }

    [Fact]
    public async Task Who_only_loses_people_is_written_once()
    {
        await _cluster.PutTenantAsync("acme", Spec("alice", "mallory", quota: "5"));
        await _cluster.SettleAsync("acme");
        var before = _cluster.Writes.Count();

        await _cluster.PutTenantAsync("acme", Spec("alice", "alice", quota: "5"));
        await _cluster.ReconcileNamespaceAsync("acme-dev");

        Assert.Equal(1, _cluster.Writes.Count() - before);
        Assert.Equal(["alice"], Subjects("tenant-owners"));
    }

    [Fact]
    public async Task Who_leaves_a_tenant_whose_class_is_gone_leaves_all_the_same_and_nobody_comes()
    {
        await _cluster.PutClassAsync("gold", """{"policy": {"quotas": [{"name": "q", "hard": {"pods": "5"}}]}}""");
        await _cluster.PutTenantAsync("acme", Spec("alice", "mallory", className: "gold"));
        await _cluster.SettleAsync("acme");
        await _cluster.DeleteAsync(Kinds.TenantClass, "gold");

        await _cluster.PutTenantAsync("acme", Spec("alice", "bob", className: "gold"));
        await _cluster.SettleAsync("acme");

        Assert.Equal(["alice"], Subjects("tenant-owners"));
        Assert.Equal(["tenant-quota-q"], _cluster.Names("api/v1/resourcequotas"));
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_told_as_long_as_it_is_not()
    {
        const string role = "apis/rbac.authorization.k8s.io/v1/clusterroles/log-reader";
        _cluster.SendEvents();
        await _cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}], "members": [{"role": "log-reader", "subjects": [{"kind": "User", "name": "bob"}]}], "namespaces": {"provision": [{"name": "dev"}]}}""");
        await _cluster.SettleAsync("acme");
        Assert.StartsWith("True NoSuchClusterRole: there is no ClusterRole log-reader", _cluster.Condition("acme", "MemberRoleMissing"), StringComparison.Ordinal);
        Assert.StartsWith("True Ready", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
        await ApiServer.EventuallyAsync(() => Events().Contains("NoSuchClusterRole"), "it is told");

        await _cluster.PutAsync(role, """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {}, "rules": []}""");
        await ApiServer.EventuallyAsync(() => _cluster.Caches.MemberRoles["log-reader"].Store.Count == 1, "the role is cached");
        await _cluster.ReconcileTenantAsync("acme");
        Assert.Equal("", _cluster.Condition("acme", "MemberRoleMissing"));
    }

    [Fact]
    public async Task Bindings_of_the_tenants_own_that_keep_somebody_in_are_told()
    {
        _cluster.SendEvents();
        await _cluster.PutTenantAsync("acme", Spec("alice", "bob"));
        await _cluster.SettleAsync("acme");
        foreach (var (name, subject) in new[] { ("helpers", "bob"), ("others", "carol") })
            _cluster.Storage.Put($"{Bindings}/{name}", System.Text.Json.Nodes.JsonNode.Parse($$$"""{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {}, "roleRef": {"name": "tenant-operator:view"}, "subjects": [{"kind": "User", "name": "{{{subject}}}"}]}""")!.AsObject());

        await _cluster.PutTenantAsync("acme", Spec("alice", "alice"));
        await _cluster.SettleAsync("acme");

        await ApiServer.EventuallyAsync(() => Events().Contains("AccessRemains"), "it is told");
        var message = _cluster.Storage.All("api/v1/events").Single(e => e["reason"]!.ToString() == "AccessRemains")["message"]!.ToString();
        Assert.Contains("User bob has no role of the Tenant's in acme-dev any more and keeps tenant-operator:view", message, StringComparison.Ordinal);
        Assert.Contains("kubectl delete rolebinding helpers -n acme-dev", message, StringComparison.Ordinal);
        Assert.DoesNotContain("carol", message, StringComparison.Ordinal);
    }

    private static string Spec(string owner, string other, string? quota = null, string? className = null)
    {
        var quotas = quota is null ? "" : $"\"quotas\": [{{\"name\": \"q\", \"hard\": {{\"pods\": \"{quota}\"}} }}], ";
        var named = className is null ? "" : $"\"className\": \"{className}\", ";
        return $"{{{named}{quotas}\"owners\": [{{\"kind\": \"User\", \"name\": \"{owner}\"}}, {{\"kind\": \"User\", \"name\": \"{other}\"}}], \"namespaces\": {{\"provision\": [{{\"name\": \"dev\"}}]}} }}";
    }

    private IEnumerable<string> Events() => _cluster.Storage.All("api/v1/events").Select(e => e["reason"]!.ToString());

    private IEnumerable<string> Subjects(string binding) => _cluster.Storage.Get($"{Bindings}/{binding}")!["subjects"]!.AsArray().Select(s => s!["name"]!.ToString());
}
