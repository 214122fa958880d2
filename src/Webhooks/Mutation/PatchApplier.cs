using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Mutation;

/// <summary>Applies what <see cref="PatchWriter"/> writes, and no other JSON Patch.</summary>
internal static class PatchApplier
{
    /// <summary>Changes <paramref name="target"/> as the patch says.</summary>
    public static void Apply(ReadOnlyMemory<byte> patch, JsonNode target)
    {
        using var operations = JsonDocument.Parse(patch);
        foreach (var operation in operations.RootElement.EnumerateArray())
        {
            var path = operation.GetProperty("path"u8).GetString()!.Split('/')[1..];
            var parent = path[..^1].Aggregate(target, (node, segment) => Child(node, segment));
            if (operation.TryGetProperty("value"u8, out var value))
                Add(parent, path[^1], JsonNode.Parse(value.GetRawText()));
            else
                Remove(parent, path[^1]);
        }
    }

    private static JsonNode Child(JsonNode node, string segment) =>
        (node is JsonArray list ? list[int.Parse(segment)] : node[Unescape(segment)])!;

    private static void Add(JsonNode parent, string segment, JsonNode? value)
    {
        if (parent is JsonArray list)
            list.Add(value);
        else
            parent[Unescape(segment)] = value;
    }

    private static void Remove(JsonNode parent, string segment)
    {
        if (parent is JsonArray list)
            list.RemoveAt(int.Parse(segment));
        else
            parent.AsObject().Remove(Unescape(segment));
    }

    private static string Unescape(string segment) => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
