using System.Text.Json.Nodes;

namespace Conformance.ApiServer;

/// <summary>The JSON merge patch (RFC 7386) that leads from one object to another.</summary>
internal static class MergePatch
{
    public static JsonObject Between(JsonObject from, JsonObject to)
    {
        var patch = new JsonObject();
        foreach (var (key, _) in from)
        {
            if (!to.ContainsKey(key))
                patch[key] = null;
        }
        foreach (var (key, value) in to)
        {
            if (from[key] is JsonObject a && value is JsonObject b)
            {
                if (Between(a, b) is { Count: > 0 } inner)
                    patch[key] = inner;
            }
            else if (!JsonNode.DeepEquals(from[key], value))
            {
                patch[key] = value?.DeepClone();
            }
        }
        return patch;
    }
}
