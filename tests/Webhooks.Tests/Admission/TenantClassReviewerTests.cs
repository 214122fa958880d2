using System.Text.Json.Nodes;
using Tenancy.Isolation;
using Webhooks.Admission;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Admission;

public sealed class TenantClassReviewerTests
{
    private readonly TenancyIndex index = World.Index();

    [Fact]
    public void A_sound_class_is_let_in() => Assert.True(Create("""{"policy":{"namespaces":{"limit":3}},"locked":["pods"]}""").Allowed);

    [Theory]
    [InlineData("""{"policy":{"namespaces":{"prefix":"a-"}}}""", "spec.policy.namespaces.prefix")]
    [InlineData("""{"policy":{"pods":{"registries":["regex:("]}}}""", "spec.policy.pods.registries[0]")]
    [InlineData("""{"locked":["doors"]}""", "spec.locked[0]")]
    [InlineData("""{"policy":{"netwrok":{}}}""", "spec.policy.netwrok")]
    [InlineData("""{"policy":7}""", "spec.policy")]
    public void What_is_wrong_is_refused_with_its_path(string spec, string path)
    {
        var answer = Create(spec);
        Assert.Equal(422, answer.Denial?.Code);
        Assert.Contains(path, answer.Denial?.Message);
    }

    [Fact]
    public void A_class_that_tenants_have_is_not_deleted()
    {
        index.PutClass(Projections.TenantClass(World.Element(Class("standard", "{}", isDefault: true))));
        var answer = Delete("standard");
        Assert.Equal(403, answer.Denial?.Code);
        Assert.Contains("is the class of 1 tenant (acme)", answer.Denial?.Message);
        index.RemoveTenant("acme");
        Assert.True(Delete("standard").Allowed);
    }

    [Fact]
    public void Who_deletes_the_standard_class_is_told_that_it_comes_back()
    {
        Assert.Contains("standardClass.enabled=false", Assert.Single(Delete("standard", made: true).Warnings));
        Assert.Empty(Delete("standard").Warnings);
        Assert.Empty(Delete("gold", made: true).Warnings);
    }

    [Fact]
    public void Nothing_is_decided_before_the_index_is_synced() =>
        Assert.Equal(503, new TenantClassReviewer(new(), new(), new()).Review(Request("DELETE", null, Class("standard", "{}"))).Denial?.Code);

    private Answer Create(string spec) => new TenantClassReviewer(index, new(), new()).Review(Request("CREATE", Class("standard", spec), null));

    private Answer Delete(string name, bool made = false) => new TenantClassReviewer(index, new(), new() { Enabled = made }).Review(Request("DELETE", null, Class(name, "{}")));

    private static AdmissionRequest Request(string operation, JsonObject? now, JsonObject? old) =>
        ReviewReader.Read(World.Element(Review.Of(operation, "tenantclasses", "tenantoperator.io", "", now, old)));

    private static JsonObject Class(string name, string spec, bool isDefault = false) => new()
    {
        ["apiVersion"] = "tenantoperator.io/v1alpha1",
        ["kind"] = "TenantClass",
        ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = new JsonObject { ["tenantoperator.io/is-default-class"] = isDefault ? "true" : "false" } },
        ["spec"] = JsonNode.Parse(spec),
    };
}
