using System.Text.Json.Nodes;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Mutation;

public sealed class SelfServiceTests
{
    private const string Spec = """{"owners":[{"kind":"User","name":"alice"}],"namespaces":{"labels":{"cost":"a"},"annotations":{"example.com/wiki":"here"}}}""";

    [Fact]
    public void A_namespace_of_an_owner_gets_what_the_tenant_gives()
    {
        var metadata = Patch("""{"name":"acme-new"}""", "alice")!;

        foreach (var part in (string[])["/metadata/labels/tenantoperator.io~1tenant\",\"value\":\"acme\"", "/metadata/labels/tenantoperator.io~1origin\",\"value\":\"self-service\"", "labels/cost\",\"value\":\"a\"",
            "pod-security.kubernetes.io~1enforce\",\"value\":\"restricted\"", "/metadata/annotations/example.com~1wiki\",\"value\":\"here\""])
            Assert.Contains(part, metadata, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_already_stays() =>
        Assert.DoesNotContain("labels/cost", Patch("""{"name":"acme-new","labels":{"cost":"b"}}""", "alice")!, StringComparison.Ordinal);

    [Fact]
    public void A_name_that_is_yet_to_be_generated_shows_its_tenant() =>
        Assert.Contains("tenantoperator.io~1tenant", Patch("""{"generateName":"acme-"}""", "alice", name: "")!, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"name":"acme-new"}""", "mallory")]
    [InlineData("""{"name":"other-new"}""", "alice")]
    [InlineData("""{"name":"acme-new","labels":{"tenantoperator.io/tenant":"globex"}}""", "alice")]
    [InlineData("[]", "alice")]
    public void Nothing_is_filled_in_for_others_or_where_it_would_hide_a_question(string metadata, string user) => Assert.Null(Patch(metadata, user));

    private static string? Patch(string metadata, string user, string name = "acme-new")
    {
        var review = Review.Create(new JsonObject { ["metadata"] = JsonNode.Parse(metadata) }, "namespaces");
        var request = ReviewReader.Read(World.Element(review));
        request = request with { Name = metadata.Contains("other-", StringComparison.Ordinal) ? "other-new" : name, Requester = new(user, []) };
        var index = World.Index(Spec);
        using var answer = Webhooks.Admission.Mutator.Mutate(request, Tenancy.Isolation.Jurisdiction.Of(request, index), index, new());
        return answer.Patch is { } patch ? System.Text.Encoding.UTF8.GetString(patch.Written.Span) : null;
    }
}
