using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Reach;

/// <summary>Reads of JSON that tell what is absent from what is of another type.</summary>
internal static class JsonFields
{
    /// <summary>
    /// The first member of another name, null when there is none. A field that is not known could widen what a policy lets through;
    /// API servers drop those that they do not know themselves.
    /// </summary>
    public static string? Unknown(this JsonElement element, params ReadOnlySpan<string> known)
    {
        foreach (var member in element.EnumerateObject())
        {
            var found = false;
            foreach (var name in known)
                found |= member.NameEquals(name);
            if (!found)
                return member.Name;
        }
        return null;
    }

    /// <summary>Whether the value is a list, or there is none.</summary>
    public static bool IsListOrAbsent(this JsonElement value) => !value.Exists() || value.ValueKind == JsonValueKind.Array;

    /// <summary>Whether there are items.</summary>
    public static bool HasItems(this JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0;

    /// <summary>The member of an object, undefined when there is none.</summary>
    public static JsonElement GetPropertyOrDefault(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : default;
}
