using System.Text.Json;
using Tenancy.Api;

namespace Tenancy.Tests.Api;

public sealed class TenantJsonTests
{
    [Fact]
    public void What_the_JSON_does_not_have_takes_its_initial_value()
    {
        var tenant = Read("""{"spec": {"quotas": [{}], "members": [{"role": "edit"}]}}""");

        Assert.Equal("", tenant.Metadata.Name);
        Assert.Empty(tenant.Spec.Owners);
        Assert.Equal("", tenant.Spec.Quotas![0].Name);
        Assert.Empty(tenant.Spec.Quotas[0].Hard);
        Assert.Empty(tenant.Spec.Members![0].Subjects);
        Assert.Null(tenant.Spec.Network);
    }

    [Fact]
    public void Null_reads_as_absent() => Assert.Empty(Read("""{"spec": {"owners": null}}""").Spec.Owners);

    [Fact]
    public void Unknown_fields_are_ignored() => Assert.Equal("acme", Read("""{"new": {}, "metadata": {"name": "acme", "managedFields": []}}""").Metadata.Name);

    [Theory]
    [InlineData("50", "50")]
    [InlineData("\"50\"", "50")]
    [InlineData("\"64Gi\"", "64Gi")]
    [InlineData("-1", "-1")]
    [InlineData("1e3", "1e3")]
    public void A_quantity_is_a_number_or_a_string(string json, string expected) =>
        Assert.Equal(expected, Read($$$"""{"spec": {"quotas": [{"hard": {"pods": {{{json}}}}}]}}""").Spec.Quotas![0].Hard["pods"]);

    [Theory]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void Anything_else_is_no_quantity(string json)
    {
        var error = Assert.Throws<JsonException>(() => Read($$$"""{"spec": {"quotas": [{"hard": {"pods": {{{json}}}}}]}}"""));

        Assert.Contains("must be a quantity", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("$.spec.quotas[0].hard", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var once = Write(Read("""
            {"metadata": {"name": "acme"},
             "spec": {"owners": [{"kind": "ServiceAccount", "name": "ci", "namespace": "acme-ci"}],
                      "quotas": [{"name": "objects", "hard": {"pods": 50, "memory": "1.5Gi"}}],
                      "network": {"isolation": "Namespace", "allowFrom": [{"namespaceSelector": {"matchExpressions": [{"key": "a", "operator": "Exists"}]}}]},
                      "pods": {"registries": []}}}
            """));

        Assert.Equal(once, Write(Read(once)));
        Assert.Contains("\"hard\":{\"pods\":\"50\",\"memory\":\"1.5Gi\"}", once, StringComparison.Ordinal);
        Assert.Contains("\"registries\":[]", once, StringComparison.Ordinal);
        Assert.DoesNotContain("null", once, StringComparison.Ordinal);
    }

    private static Tenant Read(string json) => JsonSerializer.Deserialize(json, TenantJson.Default.Tenant)!;

    private static string Write(Tenant tenant) => JsonSerializer.Serialize(tenant, TenantJson.Default.Tenant);
}
