using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>
/// Compares what we want (the fields of a server-side apply) with what is stored: maps as subsets, arrays element by element, numbers
/// by value, null and absent as the same. Below the wholly owned paths nothing else may stand either.
/// </summary>
/// <param name="whollyOwned">JSON pointers, such as <c>/spec</c>.</param>
/// <param name="sameValue">
/// Whether two scalars at a path that differ as texts mean the same, as the quantities <c>1000m</c> and <c>1</c> do; null: they never
/// do. Arguments: JSON pointer, wanted text, stored text (numbers as written).
/// </param>
/// <remarks>Write defaults of the server (such as <c>protocol: TCP</c>) into the intent: below a wholly owned path they are a surplus otherwise.</remarks>
public sealed class IntentComparer(IReadOnlyCollection<string> whollyOwned, Func<string, string, string, bool>? sameValue = null)
{
    /// <summary>What is compared without being an intent of ours: the server's own, or named by the request itself.</summary>
    private static readonly string[] Identity = ["/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"];

    public IntentDifference Compare(JsonObject intent, JsonElement stored)
    {
        var (missing, surplus) = (new List<string>(), new List<string>());
        CompareNode(intent, stored, "", owned: false, missing, surplus);
        return missing.Count + surplus.Count == 0 ? IntentDifference.None : new IntentDifference(missing, surplus);
    }

    internal static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private void CompareNode(JsonNode? wanted, JsonElement stored, string path, bool owned, List<string> missing, List<string> surplus)
    {
        owned = owned || whollyOwned.Contains(path, StringComparer.Ordinal);
        switch (wanted)
        {
            case JsonObject map:
                CompareMap(map, stored, path, owned, missing, surplus);
                break;
            case JsonArray list:
                CompareList(list, stored, path, owned, missing, surplus);
                break;
            case null:
                if (stored.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                {
                    missing.Add(path);
                }
                break;
            default:
                if (!SameScalar(wanted, stored, path))
                {
                    missing.Add(path);
                }
                break;
        }
    }

    private void CompareMap(JsonObject wanted, JsonElement stored, string path, bool owned, List<string> missing, List<string> surplus)
    {
        if (stored.ValueKind != JsonValueKind.Object)
        {
            missing.Add(path);
            return;
        }
        foreach (var (name, value) in wanted)
        {
            var child = $"{path}/{Escape(name)}";
            if (!Identity.Contains(child, StringComparer.Ordinal))
            {
                CompareNode(value, stored.Child(name), child, owned, missing, surplus);
            }
        }
        if (owned)
        {
            surplus.AddRange(stored.EnumerateObject()
                .Where(field => !wanted.ContainsKey(field.Name) && field.Value.ValueKind != JsonValueKind.Null)
                .Select(field => $"{path}/{Escape(field.Name)}"));
        }
    }

    /// <summary>Order counts: an apply writes lists in the order of the intent, atomic ones and those with keys alike.</summary>
    private void CompareList(JsonArray wanted, JsonElement stored, string path, bool owned, List<string> missing, List<string> surplus)
    {
        if (stored.ValueKind != JsonValueKind.Array || stored.GetArrayLength() != wanted.Count)
        {
            missing.Add(path);
            return;
        }
        for (var i = 0; i < wanted.Count; i++)
        {
            CompareNode(wanted[i], stored[i], $"{path}/{i}", owned, missing, surplus);
        }
    }

    private bool SameScalar(JsonNode wanted, JsonElement stored, string path)
    {
        var (kind, text) = (wanted.GetValueKind(), ScalarText(wanted));
        if (stored.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return false;
        }
        var storedText = stored.ValueKind == JsonValueKind.String ? stored.GetString()! : stored.GetRawText();
        return (kind == stored.ValueKind && (string.Equals(text, storedText, StringComparison.Ordinal) || SameNumber(kind, text, storedText)))
            || (sameValue?.Invoke(path, text, storedText) ?? false);
    }

    private static string ScalarText(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static bool SameNumber(JsonValueKind kind, string wanted, string stored) =>
        kind == JsonValueKind.Number && decimal.TryParse(wanted, System.Globalization.NumberStyles.Float, null, out var left)
        && decimal.TryParse(stored, System.Globalization.NumberStyles.Float, null, out var right) && left == right;
}
