using System.Text.Json.Nodes;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Mutation;

public sealed class IngressDefaultsTests
{
    private const string Tenant = """{"ingress":{"classes":{"default":"nginx","allowed":["nginx"]}}}""";

    [Fact]
    public void An_ingress_without_a_class_gets_the_tenants() =>
        Assert.Equal("""[{"op":"add","path":"/spec/ingressClassName","value":"nginx"}]""", Patch("{}", "{}"));

    [Theory]
    [InlineData("{}", """{"ingressClassName":"other"}""")]
    [InlineData("""{"annotations":{"kubernetes.io/ingress.class":"other"}}""", "{}")]
    public void An_ingress_with_a_class_keeps_it(string metadata, string spec) => Assert.Null(Patch(metadata, spec));

    [Fact]
    public void A_tenant_without_a_default_adds_none() => Assert.Null(Patch("{}", "{}", "{}"));

    private static string? Patch(string metadata, string spec, string tenant = Tenant)
    {
        var ingress = new JsonObject { ["metadata"] = JsonNode.Parse(metadata), ["spec"] = JsonNode.Parse(spec) };
        var request = ReviewReader.Read(World.Element(Review.Create(ingress, "ingresses", "networking.k8s.io")));
        return Mutated.Patch(request, World.Policy("acme", tenant));
    }
}
