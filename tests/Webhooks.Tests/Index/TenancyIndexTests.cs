using CsCheck;
using Tenancy.Policies;
using Webhooks.Index;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

public sealed class TenancyIndexTests
{
    private static readonly string[] Names = ["a", "a-b", "a-b-c", "b", "acme"];
    private static readonly string[] Prefixes = ["a-", "a-b-", "acme-", "x-", "a-b-c-"];
    private static readonly string[] Spaces = ["a", "a-", "a-b", "a-b-c", "a-b-c-d", "acme-dev", "x-1", "x", "", "-", "--", "zz-a-b-c"];

    [Fact]
    public void It_answers_as_a_naive_model_does_after_any_history() =>
        Gen.Select(Gen.Int[0, 3], Gen.OneOf(Names), Gen.OneOf(Prefixes), Gen.Int[0, 2], Gen.OneOf(Spaces)).Array[0, 40].Sample(history =>
        {
            var index = new TenancyIndex();
            var tenants = new Dictionary<string, TenantRecord>(StringComparer.Ordinal);
            var spaces = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (what, name, prefix, created, space) in history)
            {
                switch (what)
                {
                    case 0:
                        var record = World.Record(name, $$$"""{"namespaces":{"prefix":"{{{prefix}}}"}}""", created);
                        index.PutTenant(record);
                        tenants[name] = record;
                        break;
                    case 1:
                        index.RemoveTenant(name);
                        tenants.Remove(name);
                        break;
                    case 2:
                        index.PutNamespace(space, name);
                        spaces[space] = name;
                        break;
                    default:
                        index.RemoveNamespace(space);
                        spaces.Remove(space);
                        break;
                }
            }
            foreach (var name in Names)
                Assert.Same(tenants.GetValueOrDefault(name)?.Policy, index.Tenant(name));
            foreach (var space in Spaces)
            {
                Assert.Equal(spaces.GetValueOrDefault(space), index.TenantOf(space));
                Assert.Same(ByPrefix(tenants.Values, space), index.TenantByPrefix(space));
            }
            foreach (var prefix in Prefixes)
                Assert.Same(Owners(tenants.Values, prefix).FirstOrDefault(r => r.Policy.Name != "a")?.Policy, index.OtherOwnerOfPrefix(prefix, "a"));
        });

    [Fact]
    public void A_name_of_any_length_is_looked_up()
    {
        var index = World.Index();
        Assert.Null(index.TenantByPrefix(new string('-', 1_000_000)));
        Assert.Equal("acme", index.TenantByPrefix("acme-" + new string('a', 1_000_000))?.Name);
    }

    [Fact]
    public void The_default_ingress_class_is_the_youngest_of_those_marked()
    {
        var index = new TenancyIndex();
        var then = DateTimeOffset.UnixEpoch;
        Assert.Null(index.DefaultIngressClass);
        index.PutIngressClass("old", isDefault: true, then);
        index.PutIngressClass("b-young", isDefault: true, then.AddDays(1));
        index.PutIngressClass("a-young", isDefault: true, then.AddDays(1));
        index.PutIngressClass("youngest", isDefault: false, then.AddDays(2));
        Assert.Equal("a-young", index.DefaultIngressClass);
        index.PutIngressClass("a-young", isDefault: false, then.AddDays(1));
        Assert.Equal("b-young", index.DefaultIngressClass);
        index.RemoveIngressClass("b-young");
        Assert.Equal("old", index.DefaultIngressClass);
    }

    [Fact]
    public void A_tenant_is_compiled_anew_only_when_its_spec_has_changed()
    {
        var first = Projection(generation: 1, known: null);
        Assert.Same(first, Projection(generation: 1, known: first));
        Assert.NotSame(first, Projection(generation: 2, known: first));
    }

    [Fact]
    public void A_stored_tenant_that_cannot_be_read_is_held_to_the_strictest_policy()
    {
        var tenant = World.Element(Pods.Json("""{"metadata":{"name":"acme","uid":"1"},"spec":{"pods":{"securityStandard":"Sloppy"}}}"""));
        var record = Projections.Tenant(tenant, _ => null, new());
        Assert.Equal("acme", record.Policy.Name);
        Assert.True(record.Policy.Pods.HoldsToRestricted);
    }

    private static TenantRecord Projection(int generation, TenantRecord? known) => Projections.Tenant(
        World.Element(Pods.Json($$$"""{"metadata":{"name":"acme","uid":"1","generation":{{{generation}}}},"spec":{}}""")), _ => known, new());

    private static TenantPolicy? ByPrefix(IEnumerable<TenantRecord> tenants, string space) =>
        Owners(tenants.Where(t => space.StartsWith(t.Policy.NamespacePrefix, StringComparison.Ordinal)), null)
            .OrderByDescending(t => t.Policy.NamespacePrefix.Length).FirstOrDefault()?.Policy;

    private static IEnumerable<TenantRecord> Owners(IEnumerable<TenantRecord> tenants, string? prefix) =>
        tenants.Where(t => prefix is null || t.Policy.NamespacePrefix == prefix).OrderBy(t => t.Created).ThenBy(t => t.Policy.Name, StringComparer.Ordinal);
}
