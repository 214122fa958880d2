using Tenancy.Isolation;
using Webhooks.Index;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

public sealed class TenantOwnersTests
{
    private readonly TenancyIndex index = new();

    [Theory]
    [InlineData("alice", "", "acme")]
    [InlineData("somebody", "admins", "acme,globex")]
    [InlineData("alice", "admins", "acme,globex")]
    [InlineData("system:serviceaccount:ci:gitops", "", "globex")]
    [InlineData("gitops", "", "")]
    [InlineData("admins", "", "")]
    [InlineData("somebody", "alice", "")]
    public void Users_groups_and_service_accounts_own(string user, string group, string tenants)
    {
        index.PutTenant(World.Record("globex", """{"owners":[{"kind":"Group","name":"admins"},{"kind":"ServiceAccount","name":"gitops","namespace":"ci"}]}"""));
        index.PutTenant(World.Record("acme", """{"owners":[{"kind":"User","name":"alice"},{"kind":"Group","name":"admins"}]}"""));

        Assert.Equal(tenants, Owned(user, group));
    }

    [Fact]
    public void Who_left_owns_no_more_and_who_stays_still_does()
    {
        index.PutTenant(World.Record("acme", """{"owners":[{"kind":"User","name":"alice"},{"kind":"User","name":"bob"}]}"""));
        index.PutTenant(World.Record("acme", """{"owners":[{"kind":"User","name":"bob"}]}"""));

        Assert.Equal(("", "acme"), (Owned("alice"), Owned("bob")));
        index.RemoveTenant("acme");
        Assert.Equal("", Owned("bob"));
    }

    [Fact]
    public void Namespaces_are_counted_for_the_tenant_that_they_belong_to_now()
    {
        index.PutNamespace("acme-a", "acme");
        index.PutNamespace("acme-b", "acme");
        index.PutNamespace("acme-b", "globex");

        Assert.Equal((1, 0, 1), (index.NamespacesBeside("acme", ""), index.NamespacesBeside("acme", "acme-a"), index.NamespacesBeside("globex", "")));
        index.RemoveNamespace("acme-b");
        Assert.Equal(0, index.NamespacesBeside("globex", ""));
    }

    private string Owned(string user, string group = "") => string.Join(',', index.TenantsOwnedBy(new Requester(user, [group])).Select(t => t.Name));
}
