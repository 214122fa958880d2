using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Tests.Api;
using Tenancy.Validation;

namespace Tenancy.Tests.Classes;

public sealed class TenantClassValidationTests
{
    [Fact]
    public void A_class_may_set_every_section_but_what_tenants_cannot_share()
    {
        var policy = YamlText.File("full.yaml")["spec"]!.DeepClone().AsObject();
        foreach (var own in new[] { "className", "description", "contact", "suspended", "deletionProtection", "owners", "members" })
            policy.Remove(own);

        Assert.Equal(
            [
                "spec.policy.namespaces.prefix: Forbidden: two tenants cannot have one prefix; it is each Tenant's own",
                "spec.policy.namespaces.provision: Forbidden: which namespaces there are is each Tenant's own",
                "spec.policy.ingress.hosts: Forbidden: a host is owned by one tenant; it is each Tenant's own",
            ],
            Errors(new() { ["policy"] = policy }));
    }

    [Theory]
    [InlineData("""{"policy": {"pods": {"registries": ["regex:("]}}}""", "spec.policy.pods.registries[0]: ")]
    [InlineData("""{"policy": {"quotas": [{"name": "q", "hard": {"pods": "many"}}]}}""", "spec.policy.quotas[0].hard")]
    [InlineData("""{"policy": {"podz": {}}}""", "spec.policy.podz: Unknown field: spec.policy has ")]
    [InlineData("""{"policy": {"quotas": [null]}}""", "spec.policy.quotas[0]: Required value: an entry is never null")]
    [InlineData("""{"locked": ["pods", "pods"]}""", "spec.locked[1]: Duplicate value: \"pods\"")]
    [InlineData("""{"locked": ["owners"]}""", "spec.locked[0]: Unsupported value: \"owners\": supported values: \"namespaces\", ")]
    [InlineData("""{"locked": "pods"}""", "spec.locked: Invalid value: has not the type that the field has")]
    public void What_is_wrong_with_a_class_is_told_with_its_path(string spec, string error) =>
        Assert.StartsWith(error, Assert.Single(Errors(JsonNode.Parse(spec)!.AsObject())), StringComparison.Ordinal);

    [Fact]
    public void A_tenant_may_not_set_what_its_class_locks() => Assert.Equal(
        ["spec.pods: Forbidden: TenantClass \"gold\" locks this section for all its tenants; leave it out, or have a platform admin change the class"],
        ErrorsOfTenant("""{"className": "gold", "pods": {"securityStandard": "Baseline"}}"""));

    [Fact]
    public void A_tenant_that_had_set_it_before_can_be_changed_otherwise() => Assert.Empty(ErrorsOfTenant(
        """{"className": "gold", "contact": "x", "pods": {"securityStandard": "Baseline"}}""", """{"className": "gold", "pods": {"securityStandard": "Baseline"}}"""));

    [Fact]
    public void A_tenant_may_not_name_a_class_that_is_not_there() => Assert.Equal(
        ["spec.className: Invalid value: \"golf\": there is no such TenantClass (there are: gold)"], ErrorsOfTenant("""{"className": "golf"}"""));

    [Fact]
    public void A_tenant_is_judged_with_what_its_class_gives() => Assert.StartsWith(
        "spec.namespaces.provision: Too many: 2: the tenant may have 1 namespaces",
        Assert.Single(ErrorsOfTenant("""{"className": "gold", "namespaces": {"provision": [{"name": "a"}, {"name": "b"}]}}""")), StringComparison.Ordinal);

    private static IEnumerable<string> Errors(JsonObject spec) => TenantClassValidation.Validate(
        JsonSerializer.SerializeToElement(new JsonObject { ["metadata"] = new JsonObject { ["name"] = "gold" }, ["spec"] = spec }), default, new()).Select(e => e.ToString());

    private static IEnumerable<string> ErrorsOfTenant(string spec, string? stored = null) => TenantValidation.Validate(
        JsonSerializer.SerializeToElement(Example.Json(spec)), stored is null ? default : JsonSerializer.SerializeToElement(Example.Json(stored)), new(),
        [
            new()
            {
                Metadata = new() { Name = "gold" },
                Spec = new() { Policy = new() { Namespaces = new() { Limit = 1 } }, Locked = ["pods"] },
            },
        ]).Select(e => e.ToString());
}
