using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Tests.Api;
using Tenancy.Validation;

namespace Tenancy.Tests.Validation;

public sealed class ShapeTests
{
    private const string Misspelt = "spec.namepsaces: Unknown field: spec has className, description, contact, suspended, deletionProtection, owners, members, namespaces, quotas, limitRanges, network, pods, services, ingress, storage, rbac, resources, enforcement";

    [Fact]
    public void A_misspelt_field_is_an_error() => Assert.Equal([Misspelt], Errors(Example.Json("""{"namepsaces": {"limit": 5}}""")));

    [Fact]
    public void A_field_that_the_API_server_dropped_is_an_error_by_the_copy_that_kubectl_keeps() =>
        Assert.Equal([Misspelt], Errors(Applied("""{"namepsaces": {"limit": 5}}""")));

    [Fact]
    public void An_old_copy_of_kubectl_keeps_nobody_from_updating() =>
        Assert.Empty(Errors(Applied("""{"namepsaces": {"limit": 5}}"""), Applied("""{"namepsaces": {"limit": 5}}""")));

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"spec\": 1}")]
    public void A_copy_that_is_none_is_left_alone(string copy)
    {
        var tenant = Example.Json();
        tenant["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = copy };

        Assert.Empty(Errors(tenant));
    }

    [Theory]
    [InlineData("""{"owners": [null]}""", "spec.owners[0]: Required value: an entry is never null")]
    [InlineData("""{"namespaces": {"labels": {"a": null}}}""", "spec.namespaces.labels[a]: Required value: an entry is never null")]
    [InlineData("""{"members": [{"role": "edit", "subjects": [null]}]}""", "spec.members[0].subjects[0]: Required value: an entry is never null")]
    [InlineData("""{"quotas": [{"name": "q", "hard": {"pods": null}}]}""", "spec.quotas[0].hard[pods]: Required value: an entry is never null")]
    [InlineData("""{"network": {"policies": [{"name": "a", "spec": {"ingress": [{"from": [null]}]}}]}}""", "spec.network.policies[0].spec.ingress[0].from[0]: Required value: an entry is never null")]
    public void An_entry_that_is_null_is_an_error(string spec, string error) => Assert.Equal([error], Errors(Example.Json(spec)));

    [Theory]
    [InlineData("""{"owners": "alice"}""", "spec.owners")]
    [InlineData("""{"network": {"isolation": "Sometimes"}}""", "spec.network.isolation")]
    [InlineData("""{"namespaces": {"limit": "many"}}""", "spec.namespaces.limit")]
    [InlineData("""{"quotas": [{"name": "q", "hard": {"pods": true}}]}""", "spec.quotas[0].hard")]
    public void A_value_of_another_type_is_an_error(string spec, string path) => Assert.Equal([$"{path}: Invalid value: has not the type that the field has"], Errors(Example.Json(spec)));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("{\"spec\": null, \"metadata\": null}")]
    [InlineData("{\"spec\": []}")]
    public void What_is_no_tenant_is_no_valid_one(string json) => Assert.NotEmpty(TenantValidation.Validate(JsonDocument.Parse(json).RootElement, default, new()));

    private static JsonObject Applied(string spec)
    {
        var tenant = Example.Json();
        tenant["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = Example.Json(spec).ToJsonString() };
        return tenant;
    }

    private static IEnumerable<string> Errors(JsonObject tenant, JsonObject? stored = null) =>
        TenantValidation.Validate(JsonSerializer.SerializeToElement(tenant), stored is null ? default : JsonSerializer.SerializeToElement(stored), new()).Select(e => e.ToString());
}
