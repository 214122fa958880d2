using FakeApiServer;
using TenantOperator.Controllers;

namespace TenantOperator.Tests.Controllers;

/// <summary>What happens to a tenant is told by events, once and in words that say what to do.</summary>
public sealed class NewsTests : IAsyncLifetime
{
    private const string Dev = """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}]}}""";

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.SendEvents();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_namespace_that_is_brought_in_and_goes_to_another_tenant()
    {
        foreach (var tenant in new[] { "acme", "globex" })
        {
            await _cluster.PutTenantAsync(tenant, Dev);
            await _cluster.SettleAsync(tenant);
        }

        await _cluster.PutAsync("api/v1/namespaces/legacy", """{"apiVersion": "v1", "kind": "Namespace", "metadata": {"labels": {"tenantoperator.io/tenant": "acme"}}}""");
        await _cluster.SettleAsync("acme");
        await _cluster.SettleAsync("acme");
        await ToldAsync("acme", "NamespaceAdopted", "Namespace legacy was brought in", times: 1);

        await _cluster.EditAsync("api/v1/namespaces/legacy", ns => ns["metadata"]!["labels"]!["tenantoperator.io/tenant"] = "globex");
        await _cluster.SettleAsync("acme");
        await _cluster.SettleAsync("globex");
        await ToldAsync("acme", "NamespaceLeft", "belongs to tenant globex now");
        await ToldAsync("globex", "NamespaceAdopted", "legacy");
    }

    [Fact]
    public async Task A_namespace_that_is_released()
    {
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        await _cluster.EditAsync("api/v1/namespaces/acme-dev", ns => ns["metadata"]!["labels"]!.AsObject().Remove("tenantoperator.io/tenant"));
        await _cluster.SettleAsync("acme");

        await ToldAsync("acme", "NamespaceLeft", "kubectl get rolebindings -n acme-dev");
    }

    [Fact]
    public async Task The_limit_that_is_reached_and_raised()
    {
        await _cluster.PutTenantAsync("acme", Dev.Replace("\"provision\"", "\"limit\": 1, \"provision\"", StringComparison.Ordinal));
        await _cluster.SettleAsync("acme");

        await ToldAsync("acme", "LimitReached", "raise spec.namespaces.limit");
        Assert.StartsWith("True LimitReached: the tenant has 1 of 1", _cluster.Condition("acme", "NamespaceLimitReached"), StringComparison.Ordinal);
        Assert.StartsWith("True", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);

        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");
        Assert.Equal("", _cluster.Condition("acme", "NamespaceLimitReached"));
    }

    [Fact]
    public async Task A_class_that_comes_is_rolled_out_and_locks_a_section()
    {
        _cluster.Rollout.To(new("tenants"), new("namespaces"));
        await _cluster.PutTenantAsync("acme", Dev.Replace("\"owners\"", "\"quotas\": [], \"owners\"", StringComparison.Ordinal));
        await _cluster.SettleAsync("acme");
        await _cluster.PutClassAsync("standard", """{"policy": {"quotas": []}, "locked": ["quotas"]}""", isDefault: true);
        await _cluster.ReconcileClassAsync("standard");
        await _cluster.SettleAsync("acme");
        await _cluster.ReconcileClassAsync("standard");

        await ToldAsync("standard", "RollingOut", "On its way to 1 of 1 tenants");
        await ToldAsync("standard", "RolledOut", "Reached all 1 tenants");
        await ToldAsync("acme", "ClassChanged", "TenantClass \"standard\" in place of No class", times: 1);
        await ToldAsync("acme", "LockedByClass", "take it out of the spec", times: 1);
    }

    [Fact]
    public async Task What_stays_when_a_tenant_goes()
    {
        await _cluster.PutTenantAsync("acme", Dev.Replace("\"provision\"", "\"deletionPolicy\": \"Retain\", \"provision\"", StringComparison.Ordinal));
        await _cluster.SettleAsync("acme");
        await _cluster.DeleteAsync(Kinds.Tenant, "acme");
        await _cluster.ReconcileTenantAsync("acme");

        await ToldAsync("acme", "Released", "These namespaces stay, with their walls and their people");
    }

    private async Task ToldAsync(string about, string reason, string words, int? times = null)
    {
        await ApiServer.EventuallyAsync(() => Told(about, reason).Any(m => m.Contains(words, StringComparison.Ordinal)), $"{about}: {reason}: {words}; told: {string.Join("; ", Told(about, null))}");
        if (times is not null)
            Assert.Equal(times, Told(about, reason).Count());
    }

    private IEnumerable<string> Told(string about, string? reason) => _cluster.Storage.All("api/v1/events")
        .Where(e => e["involvedObject"]!["name"]!.ToString() == about && (reason is null || e["reason"]!.ToString() == reason)).Select(e => $"{e["reason"]} {e["message"]}");
}
