using System.Text.Json;

namespace OperatorRuntime;

/// <summary>Reads fields that may be missing or of another type than promised.</summary>
internal static class Fields
{
    public static JsonElement Child(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The text; empty when there is none.</summary>
    public static string Text(this JsonElement json, string name) =>
        json.Child(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Child(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}
