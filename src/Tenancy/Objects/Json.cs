using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>
/// Reads of untrusted JSON that never throw: what is absent, null or of another type reads as undefined, null or empty.
/// A rule that must tell absent from malformed looks at <see cref="JsonElement.ValueKind"/>. Text is Unicode: whoever parses a
/// request refuses lone surrogates, at which <see cref="JsonElement.GetString"/> would throw.
/// </summary>
public static class Json
{
    /// <summary>Whether two values are the same to the API server, to which absent and null are.</summary>
    public static bool SameAs(this JsonElement a, JsonElement b) => a.Exists() ? b.Exists() && JsonElement.DeepEquals(a, b) : !b.Exists();

    /// <summary>The member, or an undefined element when this is no object or has no such member.</summary>
    public static JsonElement At(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Whether there is a value: not undefined, not null.</summary>
    public static bool Exists(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The member's string, or null when it is absent or no string. Allocates: compare with <see cref="Is"/> where that will do.</summary>
    public static string? String(this JsonElement element, ReadOnlySpan<byte> name) => element.At(name) is { ValueKind: JsonValueKind.String } v ? v.GetString() : null;

    /// <summary>Whether the member is this string; allocates nothing.</summary>
    public static bool Is(this JsonElement element, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        element.At(name) is { ValueKind: JsonValueKind.String } v && v.ValueEquals(value);

    /// <summary>The member's boolean, or null when it is absent or no boolean.</summary>
    public static bool? Bool(this JsonElement element, ReadOnlySpan<byte> name) => element.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The member's integer, or null when it is absent or no integer of 64 bits.</summary>
    public static long? Int(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } v && v.TryGetInt64(out var number) ? number : null;

    /// <summary>The member's items; none when it is absent or no array.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } v ? v.EnumerateArray() : default;

    /// <summary>The member's members; none when it is absent or no object.</summary>
    public static JsonElement.ObjectEnumerator Members(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.At(name) is { ValueKind: JsonValueKind.Object } v ? v.EnumerateObject() : default;

    /// <summary>
    /// The member's value as a message shows it: as JSON, <c>unset</c> when it is absent. Of a longer one the first 120 characters
    /// and the SHA-256 of all: ratcheting compares these texts, and two long values must not look the same.
    /// </summary>
    public static string Show(this JsonElement element, ReadOnlySpan<byte> name) => element.At(name).Show();

    /// <inheritdoc cref="Show(JsonElement, ReadOnlySpan{byte})"/>
    public static string Show(this JsonElement value)
    {
        const int Longest = 120;
        if (!value.Exists())
            return "unset";
        var text = value.GetRawText();
        if (text.Length <= Longest)
            return text;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return $"{text.AsSpan(0, Longest)}… ({text.Length} characters, SHA-256 {hash})";
    }
}
