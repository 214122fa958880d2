using System.Text.Json.Nodes;

namespace Conformance.Format;

/// <summary>How many fields two JSON values differ in: a member that only one has counts once, whatever is in it.</summary>
internal static class Difference
{
    public static int Count(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (JsonObject x, JsonObject y) => x.Select(p => p.Key).Union(y.Select(p => p.Key), StringComparer.Ordinal).Sum(k => Count(x[k], y[k])),
        (JsonArray x, JsonArray y) when x.Count == y.Count => x.Zip(y).Sum(p => Count(p.First, p.Second)),
        _ => JsonNode.DeepEquals(a, b) ? 0 : 1,
    };
}
