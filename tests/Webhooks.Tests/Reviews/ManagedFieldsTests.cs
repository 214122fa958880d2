using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Webhooks.Reviews;

namespace Webhooks.Tests.Reviews;

public sealed class ManagedFieldsTests
{
    // An API server escapes a quote by a backslash.
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.OneOf("managedFields", ",\"managedFields\":[", "{\"managedFields\":[", "]", "\\", "\\\"", "x"), Gen.String[0, 6]);

    [Theory]
    [InlineData("""{"managedFields":[{"a":[1,"]"]}],"b":1}""", """{"managedFields":[],"b":1}""")]
    [InlineData("""{"a":1,"managedFields":[],"b":[2]}""", """{"a":1,"managedFields":[],"b":[2]}""")]
    [InlineData("""{"managedFields":["\\\"]"],"b":1}""", """{"managedFields":[],"b":1}""")]
    [InlineData("""{"x":{"managedFields":[1]},"y":{"managedFields":[2]}}""", """{"x":{"managedFields":[]},"y":{"managedFields":[]}}""")]
    public void Lists_of_managers_are_emptied_and_nothing_else_is(string json, string expected) => Assert.Equal(Normal(expected), Normal(Emptied(json)));

    [Theory]
    [InlineData("""{"a\"managedFields":[1]}""")]
    [InlineData("""{"a":",\"managedFields\":[","b":"]"}""")]
    [InlineData("""{"managedFields":"[1]"}""")]
    [InlineData("""{"managedFields": [1]}""")]
    public void What_only_looks_like_one_is_left(string json) => Assert.Equal(json, Emptied(json));

    [Theory]
    [InlineData("""{"managedFields":[""")]
    [InlineData("""{"managedFields":["a""")]
    [InlineData("""{"managedFields":["\""")]
    [InlineData(""","managedFields":[1}""")]
    [InlineData("""[","managedFields":[1]]""")]
    public void What_is_no_JSON_stays_none(string text) => Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(Emptied(text)));

    [Fact]
    public void Of_any_object_everything_but_the_lists_is_left_as_it_is() => Json(3).Sample(value =>
    {
        var text = value.ToJsonString(AsSent);
        Assert.Equal(Normal(Without(value).ToJsonString()), Normal(Emptied(text)));
    });

    [Fact]
    public void Any_text_at_all_keeps_its_length() => Gen.String.Select(Texts.Array[0, 20], (s, parts) => s + string.Concat(parts)).Sample(text => Assert.Equal(Encoding.UTF8.GetByteCount(text), Encoding.UTF8.GetByteCount(Emptied(text))));

    // Objects in which members of this name come often, and texts that imitate them.
    private static Gen<JsonNode> Json(int depth)
    {
        var leaf = Texts.Select(t => (JsonNode)JsonValue.Create(t));
        if (depth == 0)
            return leaf;
        var list = Json(depth - 1).Array[0, 3].Select(items => (JsonNode)new JsonArray([.. items.Select(i => i.DeepClone())]));
        var map = Gen.Select(Texts, Json(depth - 1)).Array[0, 4].Select(members => (JsonNode)new JsonObject(members.DistinctBy(m => m.Item1).Select(m => KeyValuePair.Create(m.Item1, (JsonNode?)m.Item2.DeepClone()))));
        return Gen.OneOf(leaf, list, map);
    }

    private static JsonNode Without(JsonNode value) => value switch
    {
        JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)(m is { Key: "managedFields", Value: JsonArray } ? new JsonArray() : Without(m.Value!))))),
        JsonArray list => new JsonArray([.. list.Select(i => Without(i!))]),
        _ => value.DeepClone(),
    };

    private static string Emptied(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        ManagedFields.Empty(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString();
}
