using OperatorRuntime;
using TenantOperator.Controllers;

namespace TenantOperator.Tests.Controllers;

public sealed class TenantClassTests : IAsyncLifetime
{
    private const string Dev = """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}]}}""";
    private const string Quota = """{"policy": {"quotas": [{"name": "pods", "hard": {"pods": "5"}}], "namespaces": {"limit": 3, "deletionPolicy": "Retain"}}}""";
    private const string Quotas = "api/v1/resourcequotas";

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_tenant_has_the_quotas_and_the_limit_of_its_class()
    {
        await _cluster.PutClassAsync("standard", Quota, isDefault: true);
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");

        Assert.Equal(["tenant-quota-pods"], _cluster.Names(Quotas));
        Assert.Equal("1/3", Status("acme", "namespaceSummary"));
        Assert.Equal("standard", Status("acme", "className"));
        Assert.Equal("5", _cluster.Storage.Get(FakeCluster.TenantPath("acme"))!["status"]!["effectivePolicy"]!["quotas"]![0]!["hard"]!["pods"]!.ToString());
    }

    [Fact]
    public async Task A_tenant_without_a_class_says_nothing_of_one()
    {
        await _cluster.PutClassAsync("gold", Quota);
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");

        Assert.Empty(_cluster.Names(Quotas));
        Assert.Equal((null, null), (Status("acme", "className"), Status("acme", "classRevision")));
    }

    [Fact]
    public async Task A_namespace_goes_or_stays_by_the_policy_of_the_class()
    {
        await _cluster.PutClassAsync("standard", Quota, isDefault: true);
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");

        await _cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": []}}""");
        await _cluster.SettleAsync("acme");

        Assert.Equal(["acme-dev"], _cluster.Names("api/v1/namespaces"));
    }

    [Fact]
    public async Task A_class_that_is_gone_leaves_all_as_it_stands_and_is_told()
    {
        await _cluster.PutClassAsync("gold", Quota);
        await _cluster.PutTenantAsync("acme", Dev.Replace("\"owners\"", "\"className\": \"gold\", \"owners\"", StringComparison.Ordinal));
        await _cluster.SettleAsync("acme");

        await _cluster.DeleteAsync(Kinds.TenantClass, "gold");
        await _cluster.SettleAsync("acme");

        Assert.Equal(["tenant-quota-pods"], _cluster.Names(Quotas));
        Assert.StartsWith("False ClassMissing", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
        Assert.StartsWith("True NoSuchClass: there is no TenantClass \"gold\"", _cluster.Condition("acme", "ClassMissing"), StringComparison.Ordinal);

        await _cluster.PutClassAsync("gold", Quota);
        await _cluster.SettleAsync("acme");
        Assert.Equal("", _cluster.Condition("acme", "ClassMissing"));
        Assert.StartsWith("True Ready", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_that_cannot_be_read_leaves_all_as_it_stands()
    {
        await _cluster.PutClassAsync("standard", Quota, isDefault: true);
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");

        await _cluster.PutClassAsync("standard", """{"policy": {"quotas": 7}}""", isDefault: true);
        await _cluster.SettleAsync("acme");

        Assert.Equal(["tenant-quota-pods"], _cluster.Names(Quotas));
        Assert.Contains("TenantClass \"standard\" cannot be read", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_that_was_locked_later_is_told_to_do_nothing()
    {
        await _cluster.PutClassAsync("standard", """{"policy": {"quotas": [{"name": "pods", "hard": {"pods": "5"}}]}, "locked": ["quotas"]}""", isDefault: true);
        await _cluster.PutTenantAsync("acme", Dev.Replace("\"owners\"", "\"quotas\": [], \"owners\"", StringComparison.Ordinal));
        await _cluster.SettleAsync("acme");

        Assert.Equal(["tenant-quota-pods"], _cluster.Names(Quotas));
        Assert.StartsWith("True LockedByClass: TenantClass \"standard\" locks quotas", _cluster.Condition("acme", "SectionLocked"), StringComparison.Ordinal);
        Assert.StartsWith("True Ready", _cluster.Condition("acme", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_reaches_so_many_tenants_a_second_and_says_how_many()
    {
        var sent = new WorkQueue<NamespacedName>("sent");
        var namespaces = new WorkQueue<NamespacedName>("namespaces");
        _cluster.Rollout.To(sent, namespaces);
        string[] names = ["a", "b", "c", "d", "e"];
        foreach (var name in names)
        {
            await _cluster.PutTenantAsync(name, Dev);
            await _cluster.SettleAsync(name);
        }

        await _cluster.PutClassAsync("standard", Quota, isDefault: true);
        await _cluster.ReconcileClassAsync("standard");
        Assert.Equal((2, 2, "0/5"), (sent.Count, namespaces.Count, Progress()));

        // The same moment: nothing more is let through, and what was sent is not sent again.
        await _cluster.ReconcileClassAsync("standard");
        Assert.Equal(2, sent.Count);

        _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await _cluster.ReconcileClassAsync("standard");
        Assert.Equal(4, sent.Count);

        foreach (var name in names[..4])
            await _cluster.SettleAsync(name);
        _cluster.Time.Advance(TimeSpan.FromSeconds(2));
        await _cluster.ReconcileClassAsync("standard");
        Assert.Equal((5, "4/5"), (sent.Count, Progress()));
        Assert.Equal("True RollingOut: reached 4 of 5 tenants", ClassCondition("Progressing"));

        await _cluster.SettleAsync("e");
        Assert.Equal(ReconciliationResult.Success, await _cluster.ReconcileClassAsync("standard"));
        Assert.Equal("5/5", Progress());
        Assert.Equal("True Ready: all 5 tenants have it", ClassCondition("Ready"));
        Assert.Equal("False Settled: no change is under way", ClassCondition("Progressing"));
    }

    [Fact]
    public async Task No_more_than_a_second_s_worth_of_tenants_is_under_way_and_who_is_not_reached_in_ten_seconds_holds_up_nobody()
    {
        var sent = new WorkQueue<NamespacedName>("sent");
        _cluster.Rollout.To(sent, new("namespaces"));
        foreach (var number in Enumerable.Range(0, 10))
            await _cluster.PutTenantAsync($"t{number}", Dev);
        await _cluster.PutClassAsync("standard", Quota, isDefault: true);

        await RolloutAsync(seconds: 6);
        Assert.Equal(8, sent.Count);

        await RolloutAsync(seconds: 6);
        Assert.Equal(10, sent.Count);
    }

    [Fact]
    public async Task Tenants_whose_class_is_the_default_no_more_are_sent_on_their_way_too()
    {
        var sent = new WorkQueue<NamespacedName>("sent");
        _cluster.Rollout.To(sent, new("namespaces"));
        await _cluster.PutClassAsync("standard", Quota, isDefault: true);
        await _cluster.PutTenantAsync("acme", Dev);
        await _cluster.SettleAsync("acme");

        await _cluster.PutClassAsync("standard", Quota);
        await _cluster.ReconcileClassAsync("");
        Assert.Equal(1, sent.Count);
        await _cluster.SettleAsync("acme");

        Assert.Empty(_cluster.Names(Quotas));
        Assert.Equal(ReconciliationResult.Success, await _cluster.ReconcileClassAsync(""));
    }

    [Fact]
    public async Task A_status_that_says_nothing_new_is_not_written()
    {
        await _cluster.PutClassAsync("standard", Quota, isDefault: true);
        await _cluster.ReconcileClassAsync("standard");
        var writes = _cluster.Writes.Count();

        await _cluster.ReconcileClassAsync("standard");

        Assert.Equal(writes, _cluster.Writes.Count());
    }

    private string? Status(string tenant, string field) => _cluster.Storage.Get(FakeCluster.TenantPath(tenant))!["status"]?[field]?.ToString();

    private string Progress() => _cluster.Storage.Get(FakeCluster.ClassPath("standard"))!["status"]!["progress"]!.ToString();

    private string? ClassCondition(string type) => _cluster.Storage.Get(FakeCluster.ClassPath("standard"))!["status"]!["conditions"]!.AsArray()
        .Where(c => c!["type"]!.ToString() == type).Select(c => $"{c!["status"]} {c["reason"]}: {c["message"]}").Single();

    private async Task RolloutAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await _cluster.ReconcileClassAsync("standard");
            _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
