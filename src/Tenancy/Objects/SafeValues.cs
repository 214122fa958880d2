using System.Collections.Immutable;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>
/// Tests for the values of a field that are known to be safe. Anything else fails them, another JSON type included: what
/// cannot be read must never pass as absent. They allocate nothing.
/// </summary>
public static class SafeValues
{
    /// <summary>Whether the member is absent, null or false.</summary>
    public static bool IsAbsentOrFalse(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.At(name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False;

    /// <summary>Whether the member is absent, null or the number 0.</summary>
    public static bool IsAbsentOrZero(this JsonElement element, ReadOnlySpan<byte> name) =>
        !element.At(name).Exists() || element.Int(name) is 0;

    /// <summary>Whether the member is absent, null or the empty string.</summary>
    public static bool IsAbsentOrEmpty(this JsonElement element, ReadOnlySpan<byte> name) =>
        !element.At(name).Exists() || element.Is(name, default);

    /// <summary>Whether this is the string; to be absent or null is to be empty, as in Go.</summary>
    public static bool IsText(this JsonElement value, ReadOnlySpan<char> text) =>
        value.Exists() ? value.ValueKind == JsonValueKind.String && value.ValueEquals(text) : text.IsEmpty;

    /// <summary>Whether this is one of the strings.</summary>
    public static bool IsAnyOf(this JsonElement value, ImmutableArray<string> strings)
    {
        if (value.ValueKind != JsonValueKind.String)
            return false;
        foreach (var s in strings)
        {
            if (value.ValueEquals(s))
                return true;
        }
        return false;
    }
}
