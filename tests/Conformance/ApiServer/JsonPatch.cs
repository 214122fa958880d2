using System.Text.Json.Nodes;

namespace Conformance.ApiServer;

/// <summary>The JSON Patch (RFC 6902) that does what a merge patch does.</summary>
internal static class JsonPatch
{
    public static JsonArray Of(JsonObject mergePatch, JsonObject stored)
    {
        var operations = new JsonArray();
        Append(operations, "", mergePatch, stored);
        return operations;
    }

    private static void Append(JsonArray operations, string path, JsonObject patch, JsonObject stored)
    {
        foreach (var (key, value) in patch)
        {
            var at = $"{path}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (value is JsonObject inner && stored[key] is JsonObject child)
                Append(operations, at, inner, child);
            else if (value is not null)
                operations.Add((JsonNode)new JsonObject { ["op"] = "add", ["path"] = at, ["value"] = value.DeepClone() });
            else if (stored.ContainsKey(key))
                operations.Add((JsonNode)new JsonObject { ["op"] = "remove", ["path"] = at });
        }
    }
}
