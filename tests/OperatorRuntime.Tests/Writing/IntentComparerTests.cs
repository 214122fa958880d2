using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace OperatorRuntime.Tests.Writing;

public sealed class IntentComparerTests
{
    private static readonly IntentComparer Comparer = new(["/spec"], (path, wanted, stored) =>
        path.StartsWith("/spec/hard/", StringComparison.Ordinal) && wanted == "1" && stored == "1000m");

    private static string Compare(string intent, string stored)
    {
        using var document = JsonDocument.Parse(stored);
        var difference = Comparer.Compare((JsonObject)JsonNode.Parse(intent)!, document.RootElement);
        return $"missing {string.Join(' ', difference.Missing)}; surplus {string.Join(' ', difference.Surplus)}".Replace(" ;", ";", StringComparison.Ordinal).TrimEnd();
    }

    [Theory]
    [InlineData("""{"metadata":{"labels":{"a":"1"}}}""", """{"metadata":{"labels":{"a":"1","b":"2"}}}""", "missing; surplus")]
    [InlineData("""{"metadata":{"labels":{"a":"1"}}}""", """{"metadata":{"labels":{"a":"2"}}}""", "missing /metadata/labels/a; surplus")]
    [InlineData("""{"metadata":{"labels":{"a/b":"1"}}}""", """{"metadata":{}}""", "missing /metadata/labels; surplus")]
    [InlineData("""{"metadata":{"labels":{"a/b":"1"}}}""", """{"metadata":{"labels":{}}}""", "missing /metadata/labels/a~1b; surplus")]
    [InlineData("""{"spec":{"x":1}}""", """{"spec":{"x":1.0}}""", "missing; surplus")]
    [InlineData("""{"spec":{"x":1}}""", """{"spec":{"x":"1"}}""", "missing /spec/x; surplus")]
    [InlineData("""{"spec":{"x":true}}""", """{"spec":{"x":false}}""", "missing /spec/x; surplus")]
    [InlineData("""{"spec":{"hard":{"cpu":"1"}}}""", """{"spec":{"hard":{"cpu":"1000m"}}}""", "missing; surplus")]
    [InlineData("""{"spec":{"soft":{"cpu":"1"}}}""", """{"spec":{"soft":{"cpu":"1000m"}}}""", "missing /spec/soft/cpu; surplus")]
    [InlineData("""{"spec":{"hard":{}}}""", """{"spec":{"hard":{},"scopes":["Best"]}}""", "missing; surplus /spec/scopes")]
    [InlineData("""{"spec":{"rules":[{"port":1}]}}""", """{"spec":{"rules":[{"port":1,"extra":2}]}}""", "missing; surplus /spec/rules/0/extra")]
    [InlineData("""{"spec":{"rules":[1,2]}}""", """{"spec":{"rules":[2,1]}}""", "missing /spec/rules/0 /spec/rules/1; surplus")]
    [InlineData("""{"spec":{"rules":[1]}}""", """{"spec":{"rules":[1,2]}}""", "missing /spec/rules; surplus")]
    [InlineData("""{"spec":{"x":null}}""", """{"spec":{}}""", "missing; surplus")]
    [InlineData("""{"apiVersion":"v1","kind":"X","metadata":{"name":"a","namespace":"b"}}""", """{"metadata":{}}""", "missing; surplus")]
    public void The_differences_are(string intent, string stored, string expected) => Assert.Equal(expected, Compare(intent, stored));

    private static readonly Gen<JsonNode> Scalar = Gen.OneOf(
        Gen.Int[0, 3].Select(number => (JsonNode)JsonValue.Create(number)),
        Gen.Int[0, 3].Select(number => (JsonNode)JsonValue.Create($"s{number}")),
        Gen.Bool.Select(flag => (JsonNode)JsonValue.Create(flag)));

    private static Gen<JsonNode> Any(int depth) => depth == 0 ? Scalar : Gen.OneOf(
        Scalar,
        Gen.Select(Gen.Int[0, 4], Any(depth - 1)).List[0, 4].Select(fields =>
            (JsonNode)new JsonObject(fields.DistinctBy(field => field.Item1).Select(field => KeyValuePair.Create($"k{field.Item1}", (JsonNode?)field.Item2.DeepClone())))),
        Any(depth - 1).List[0, 3].Select(items => (JsonNode)new JsonArray([.. items.Select(item => item.DeepClone())])));

    private static readonly Gen<JsonObject> Spec = Any(3).Select(value => new JsonObject { ["spec"] = value.DeepClone() });

    [Fact]
    public void Below_a_wholly_owned_path_no_difference_means_equal_and_the_reverse() => Gen.Select(Spec, Spec).Sample((intent, stored) =>
    {
        using var document = JsonDocument.Parse(stored.ToJsonString());
        return Comparer.Compare(intent, document.RootElement).IsNone == JsonNode.DeepEquals(intent, stored);
    });

    [Fact]
    public void An_intent_equals_itself() => Spec.Sample(intent =>
    {
        using var document = JsonDocument.Parse(intent.ToJsonString());
        return Comparer.Compare(intent, document.RootElement).IsNone;
    });
}
