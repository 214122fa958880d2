using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class TenantPolicyTests
{
    private static readonly TenantPolicy Acme = Compile("""
        {"owners": [{"kind": "User", "name": "alice"}, {"kind": "Group", "name": "acme-admins"},
                    {"kind": "ServiceAccount", "name": "gitops", "namespace": "acme-ci"}, {"kind": "ServiceAccount", "name": "homeless"}],
         "members": [{"role": "edit", "subjects": [{"kind": "User", "name": "bob"}]}]}
        """);

    [Theory]
    [InlineData("alice")]
    [InlineData("carol", "acme-admins")]
    [InlineData("system:serviceaccount:acme-ci:gitops", "system:serviceaccounts")]
    public void Owners_are_users_groups_and_service_accounts_by_exact_name(string user, params string[] groups) =>
        Assert.True(Acme.IsOwner(new(user, groups)));

    [Theory]
    [InlineData("Alice")]
    [InlineData("acme-admins")]
    [InlineData("bob")]
    [InlineData("gitops")]
    [InlineData("homeless")]
    [InlineData("system:serviceaccount::homeless")]
    [InlineData("system:serviceaccount:acme-dev:gitops")]
    [InlineData("system:serviceaccount:acme-ci:default", "system:serviceaccounts:acme-ci")]
    [InlineData("mallory", "alice")]
    public void Nobody_else_is_an_owner(string user, params string[] groups) => Assert.False(Acme.IsOwner(new(user, groups)));

    [Fact]
    public void Members_are_those_of_every_role()
    {
        Assert.True(Acme.IsMember(new("bob", [])));
        Assert.False(Acme.IsMember(new("mallory", [])));
    }

    [Fact]
    public void A_service_account_of_the_tenants_namespace_is_a_guest() =>
        Assert.Equal(Standing.Guest, new PlatformSettings().StandingOf(new("system:serviceaccount:acme-dev:default", ["system:serviceaccounts"]), Acme));

    [Fact]
    public void What_is_missing_gives_the_strictest_policy()
    {
        var policy = Compile("{}");
        Assert.True(policy.Pods.HoldsToRestricted);
        Assert.True(policy.Pods.SecureDefaults);
        Assert.Empty(policy.Pods.Tolerations);
        Assert.False(policy.IsOwner(new("", [])));
    }

    [Theory]
    [InlineData("""{"owners": null, "members": [null], "pods": {"registries": [null], "tolerations": [null], "allowedCapabilities": [null]}}""")]
    [InlineData("""{"owners": [null, {"name": null}], "members": [{"subjects": null}], "namespaces": {"prefix": null}}""")]
    [InlineData("""{"pods": {"registries": ["regex:("]}}""")]
    public void A_broken_tenant_compiles_to_a_policy_that_opens_nothing(string spec)
    {
        var policy = Compile(spec);
        Assert.False(policy.IsOwner(new("", [])));
        Assert.True(ImageReference.TryParse("nginx", new char[ImageReference.LongestName], out var nginx));
        Assert.False(policy.Pods.Images.Allows(nginx) && !policy.Pods.Images.IsUnset);
    }

    private static TenantPolicy Compile(string spec) => TenantPolicy.Compile(new Tenant
    {
        Metadata = new() { Name = "acme" },
        Spec = JsonSerializer.Deserialize(spec, TenantJson.Default.TenantSpec)!,
    });
}
