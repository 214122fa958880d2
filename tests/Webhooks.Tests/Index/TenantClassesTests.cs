using Tenancy.Api;
using Webhooks.Index;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

public sealed class TenantClassesTests
{
    private readonly TenancyIndex index = World.Index();

    [Fact]
    public void A_class_that_comes_changes_and_goes_is_compiled_into_its_tenants()
    {
        Assert.True(HoldsToRestricted);
        index.PutClass(Class("standard", """{"policy":{"pods":{"securityStandard":"Privileged"}}}""", generation: 1));
        Assert.False(HoldsToRestricted);
        index.PutClass(Class("standard", "{}", generation: 2));
        Assert.True(HoldsToRestricted);
        index.PutClass(Class("standard", """{"policy":{"pods":{"securityStandard":"Privileged"}}}""", generation: 3));
        index.RemoveClass("standard");
        Assert.True(HoldsToRestricted);
    }

    [Fact]
    public void A_class_that_is_the_default_no_more_leaves_its_tenants()
    {
        index.PutClass(Class("standard", """{"policy":{"pods":{"securityStandard":"Privileged"}}}"""));
        index.PutClass(Class("standard", """{"policy":{"pods":{"securityStandard":"Privileged"}}}""", isDefault: false));
        Assert.True(HoldsToRestricted);
        Assert.Empty(index.TenantsOfClass("standard"));
    }

    [Fact]
    public void A_status_that_was_written_compiles_nothing_anew()
    {
        index.PutClass(Class("standard", "{}"));
        var before = index.Tenant("acme");
        index.PutClass(Class("standard", "{}") with { Status = new() { Tenants = 1 } });
        Assert.Same(before, index.Tenant("acme"));
    }

    [Fact]
    public void A_tenant_that_was_read_before_its_class_has_it_all_the_same()
    {
        index.PutClass(Class("standard", """{"policy":{"pods":{"securityStandard":"Privileged"}}}"""));
        index.PutTenant(World.Record("globex"));
        Assert.False(index.Tenant("globex")!.Pods.HoldsToRestricted);
        Assert.Equal(["acme", "globex"], index.TenantsOfClass("standard"));
    }

    [Fact]
    public void A_class_that_cannot_be_read_holds_its_tenants_to_the_strictest_policy()
    {
        index.PutTenant(World.Record("acme", """{"pods":{"securityStandard":"Privileged"}}"""));
        Assert.False(HoldsToRestricted);
        index.PutClass(Projections.TenantClass(World.Element(Pods.Json(
            """{"metadata":{"name":"standard","uid":"1","annotations":{"tenantoperator.io/is-default-class":"true"}},"spec":{"policy":{"pods":7}}}"""))));
        Assert.True(HoldsToRestricted);
    }

    private bool HoldsToRestricted => index.Tenant("acme")!.Pods.HoldsToRestricted;

    private static TenantClass Class(string name, string spec, int generation = 1, bool isDefault = true) => Projections.TenantClass(World.Element(Pods.Json(
        $$$"""{"metadata":{"name":"{{{name}}}","uid":"1","generation":{{{generation}}},"annotations":{"tenantoperator.io/is-default-class":"{{{(isDefault ? "true" : "false")}}}"}},"spec":{{{spec}}}}""")));
}
