using Tenancy.Blueprints;
using Tenancy.Tests.Api;
using static Tenancy.Tests.Blueprints.BlueprintProbe;

namespace Tenancy.Tests.Blueprints;

public sealed class NamespaceTests
{
    private const string Spec = """
        {"namespaces": {"labels": {"team": "shop", "stage": "none"}, "annotations": {"a": "1"},
                        "provision": [{"name": "dev", "labels": {"stage": "dev"}}, {"name": "prod", "annotations": {"b": "2"}}]}}
        """;

    [Fact]
    public void Namespaces_are_called_by_prefix_and_name() =>
        Assert.Equal(["acme-dev", "acme-prod"], Blueprint.ProvisionedNamespaces(Example.Tenant(Spec)).Select(o => o.Name));

    [Fact]
    public void The_prefix_can_be_chosen() => Assert.Equal(
        ["shop-dev"],
        Blueprint.ProvisionedNamespaces(Example.Tenant("""{"namespaces": {"prefix": "shop-", "provision": [{"name": "dev"}]}}""")).Select(o => o.Name));

    [Fact]
    public void A_provisioned_namespace_has_labels_of_its_own_over_those_of_the_tenant() => IsJson(
        """
        {"apiVersion": "v1", "kind": "Namespace",
         "metadata": {"name": "acme-dev", "annotations": {"a": "1"}, "labels": {
            "app.kubernetes.io/managed-by": "tenant-operator", "tenantoperator.io/made-for": "acme", "tenantoperator.io/tenant": "acme", "stage": "dev", "team": "shop",
            "pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/enforce-version": "v1.35",
            "pod-security.kubernetes.io/warn": "restricted", "pod-security.kubernetes.io/warn-version": "v1.35",
            "pod-security.kubernetes.io/audit": "restricted", "pod-security.kubernetes.io/audit-version": "v1.35"}}}
        """,
        Blueprint.ProvisionedNamespaces(Example.Tenant(Spec))[0].Body);

    [Theory]
    [InlineData("Baseline", "baseline")]
    [InlineData("Privileged", "privileged")]
    public void Pod_security_follows_the_tenant(string standard, string level) => Assert.Equal(
        level,
        (string?)Blueprint.Namespace(Example.Tenant($$$"""{"pods": {"securityStandard": "{{{standard}}}"}}"""), new("acme-x")).Body["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]);

    [Fact]
    public void An_adopted_namespace_is_not_said_to_be_made_by_the_operator() =>
        Assert.Null(Blueprint.Namespace(Example.Tenant(Spec), new("legacy")).Body["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]);

    [Fact]
    public void A_retained_namespace_stays_said_to_be_made_by_the_operator() => Assert.Equal(
        "tenant-operator",
        (string?)Blueprint.Namespace(Example.Tenant(Spec), new("acme-old", new Dictionary<string, string> { ["tenantoperator.io/made-for"] = "acme" }))
            .Body["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]);

    [Fact]
    public void A_namespace_that_was_made_for_another_tenant_is_not_said_to_be_made_for_this_one() => Assert.False(
        Blueprint.Namespace(Example.Tenant(Spec), new("old", new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "tenant-operator", ["tenantoperator.io/made-for"] = "globex" }))
            .Body["metadata"]!["labels"]!.AsObject().ContainsKey("app.kubernetes.io/managed-by"));

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", null)]
    public void A_suspended_tenants_namespaces_say_so(string suspended, string? label) => Assert.Equal(
        label,
        (string?)Blueprint.Namespace(Example.Tenant($$"""{"suspended": {{suspended}}}"""), new("acme-dev")).Body["metadata"]!["labels"]!["tenantoperator.io/suspended"]);

    [Fact]
    public void Labels_of_the_operator_win() => Assert.Equal(
        "acme",
        (string?)Blueprint.Namespace(Example.Tenant("""{"namespaces": {"labels": {"tenantoperator.io/tenant": "other"}}}"""), new("acme-x")).Body["metadata"]!["labels"]!["tenantoperator.io/tenant"]);
}
