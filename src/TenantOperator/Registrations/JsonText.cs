using System.Text.Json;

namespace TenantOperator.Registrations;

/// <summary>JSON as text that is the same for what means the same in a registration: members in whatever order, and what is empty as what is not there.</summary>
internal static class JsonText
{
    /// <summary>The text; empty for null, empty objects and empty lists.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => OfObject(value),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "" : $"[{string.Join(',', value.EnumerateArray().Select(Of))}]",
        JsonValueKind.String => $"\"{JsonEncodedText.Encode(value.GetString()!)}\"",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static string OfObject(JsonElement value)
    {
        var members = string.Join(',', value.EnumerateObject().Select(m => (m.Name, Text: Of(m.Value))).Where(m => m.Text.Length > 0)
            .OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"\"{JsonEncodedText.Encode(m.Name)}\":{m.Text}"));
        return members.Length == 0 ? "" : $"{{{members}}}";
    }
}
