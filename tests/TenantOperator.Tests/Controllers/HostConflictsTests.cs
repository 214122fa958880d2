using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Tests.Controllers;

public sealed class HostConflictsTests
{
    private readonly HostConflicts _conflicts;
    private readonly EffectiveTenants _effective = new(new());

    public HostConflictsTests() => _conflicts = new(_effective);

    [Fact]
    public void Whoever_has_a_host_that_comes_or_goes_is_to_be_looked_at_again()
    {
        var acme = Tenant("acme", day: 2, "shop.example.com");
        Assert.Empty(_conflicts.Take(Added(acme)));
        var globex = Tenant("globex", day: 1, "*.example.com");
        Assert.Equal(["acme"], _conflicts.Take(Added(globex)));
        Assert.Equal(["shop.example.com overlaps *.example.com of the older tenant globex"], Conflicts(acme));
        Assert.Empty(Conflicts(globex));

        Assert.Equal(["acme"], _conflicts.Take(new(EntityChangeKind.Deleted, globex, null, Initial: false)));
        Assert.Empty(Conflicts(acme));
    }

    [Fact]
    public void A_host_that_leaves_the_spec_sets_the_others_free()
    {
        var before = Tenant("globex", day: 1, "a.example");
        var after = Tenant("globex", day: 1, "b.example") with { Value = Tenant("globex", day: 1, "b.example").Value with { Generation = 2 } };
        var acme = Tenant("acme", day: 2, "a.example");
        _conflicts.Take(Added(before));
        _conflicts.Take(Added(acme));
        Assert.Equal(["acme"], _conflicts.Take(new(EntityChangeKind.Updated, before, after, Initial: false)));
        Assert.Empty(Conflicts(acme));
    }

    [Fact]
    public void A_tenant_that_was_made_anew_under_its_name_is_as_young_as_it_is()
    {
        var first = Tenant("globex", day: 1, "a.example");
        var second = Tenant("globex", day: 3, "a.example") with { Uid = "another" };
        var acme = Tenant("acme", day: 2, "a.example");
        _conflicts.Take(Added(first));
        _conflicts.Take(Added(acme));
        Assert.Equal(["acme"], _conflicts.Take(new(EntityChangeKind.Updated, first, second, Initial: false)));
        Assert.Empty(Conflicts(acme));
        Assert.NotEmpty(Conflicts(second));
    }

    private IReadOnlyList<string> Conflicts(Entity<TenantEntry> tenant) => _conflicts.Of(tenant, _effective.Of(tenant.Value));

    private static EntityChange<TenantEntry> Added(Entity<TenantEntry> tenant) => new(EntityChangeKind.Added, null, tenant, Initial: true);

    private static Entity<TenantEntry> Tenant(string name, int day, params string[] hosts)
    {
        var stored = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["generation"] = 1, ["creationTimestamp"] = $"2026-01-0{day}T00:00:00Z" },
            ["spec"] = new JsonObject { ["owners"] = new JsonArray(), ["ingress"] = new JsonObject { ["hosts"] = new JsonArray([.. hosts.Select(h => (JsonNode)h)]) } },
        };
        return new(NamespacedName.Cluster(name), name, "1", TenantEntry.Read(JsonSerializer.SerializeToElement(stored)));
    }
}
