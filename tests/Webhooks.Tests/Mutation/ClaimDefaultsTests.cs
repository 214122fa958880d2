using System.Text.Json.Nodes;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Mutation;

public sealed class ClaimDefaultsTests
{
    private const string Tenant = """{"storage":{"classes":{"default":"fast","allowed":["fast"]}}}""";

    [Fact]
    public void A_claim_without_a_class_gets_the_tenants() =>
        Assert.Equal("""[{"op":"add","path":"/spec/storageClassName","value":"fast"}]""", Patch("{}", "{}"));

    [Theory]
    [InlineData("{}", """{"storageClassName":"slow"}""")]
    [InlineData("{}", """{"storageClassName":""}""")]
    [InlineData("""{"annotations":{"volume.beta.kubernetes.io/storage-class":"slow"}}""", "{}")]
    [InlineData("""{"annotations":{"volume.beta.kubernetes.io/storage-class":""}}""", "{}")]
    public void A_claim_that_says_something_of_its_class_keeps_it(string metadata, string spec) => Assert.Null(Patch(metadata, spec));

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("""{"annotations":[]}""", "null")]
    public void What_is_no_claim_stays(string metadata, string spec) => Assert.Null(Patch(metadata, spec));

    [Fact]
    public void A_tenant_without_a_default_adds_none() => Assert.Null(Patch("{}", "{}", "{}"));

    private static string? Patch(string metadata, string spec, string tenant = Tenant)
    {
        var claim = new JsonObject { ["metadata"] = JsonNode.Parse(metadata), ["spec"] = JsonNode.Parse(spec) };
        var request = ReviewReader.Read(World.Element(Review.Create(claim, "persistentvolumeclaims")));
        return Mutated.Patch(request, World.Policy("acme", tenant));
    }
}
