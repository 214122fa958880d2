using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Deciders;
using Conformance.Format;
using CsCheck;

namespace Tenancy.Tests.Isolation;

/// <summary>
/// The objects of every rule's corpus with parts of them replaced by hostile JSON, under the tenant of the case: what is generated gets as deep
/// into a rule as its own cases do.
/// </summary>
public sealed class HostileCorpusTests
{
    private static readonly InProcessDecider Decider = new(Corpus.World);

    public static TheoryData<string> Rules => [.. Corpus.Files.Select(f => f.Rule)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void No_rule_throws_on_what_comes_near_to_its_cases(string rule) => Gen.OneOf(Corpus.Files.Single(f => f.Rule == rule).Cases.ToArray())
        .SelectMany(c => Gen.Select(Gen.Const(c), Near(c.Object), Near(c.OldObject)))
        .Sample(
            (c, written, stored) =>
            {
                var request = InProcessDecider.Request(c);
                Decider.Verdict(c, request with { Object = Element(written), OldObject = Element(stored) });
            },
            iter: 300,
            print: x => $"{x.Item1}: {x.Item2?.ToJsonString()} {x.Item3?.ToJsonString()}");

    private static Gen<JsonNode?> Near(JsonObject? o) => o is null ? Gen.Const((JsonNode?)null) : AnyJson.Near(o.ToJsonString());

    private static JsonElement Element(JsonNode? node) => node is null ? default : JsonDocument.Parse(node.ToJsonString()).RootElement;
}
