using System.Text.Json.Nodes;

namespace Conformance.ApiServer;

/// <summary>The JSON merge patch (RFC 7386) that changes a stored object as one object differs from another.</summary>
internal static class MergePatch
{
    public static JsonObject Between(JsonObject from, JsonObject to, JsonObject? stored)
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
                if (Between(a, b, stored?[key] as JsonObject) is { Count: > 0 } inner)
                    patch[key] = inner;
            }
            else if (!JsonNode.DeepEquals(from[key], value))
            {
                patch[key] = Extended(from[key], value, stored?[key]) ?? value?.DeepClone();
            }
        }
        return patch;
    }

    /// <summary>Where items are appended: the stored list, which the API server may have added to, and those items. Null where they are not.</summary>
    private static JsonArray? Extended(JsonNode? from, JsonNode? to, JsonNode? stored)
    {
        if (to is not JsonArray longer || stored is not JsonArray list || (from is not null and not JsonArray))
            return null;
        var known = from as JsonArray ?? [];
        return known.Count < longer.Count && known.Zip(longer).All(p => JsonNode.DeepEquals(p.First, p.Second))
            ? [.. list.Concat(longer.Skip(known.Count)).Select(n => n?.DeepClone())]
            : null;
    }
}
