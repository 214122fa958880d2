using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tenancy.Policies;

namespace Tenancy.Objects;

/// <summary>Texts of untrusted JSON, read without an allocation where that can be: rules look at every pod of every tenant.</summary>
public static class JsonText
{
    /// <summary>
    /// The string; false when this is none. A text that fits in <paramref name="buffer"/> and has no escapes lies there afterwards; another
    /// is allocated: the API server's encoder escapes nothing that a good name, quantity or image reference holds.
    /// </summary>
    public static bool TryGetText(this JsonElement value, Span<char> buffer, out ReadOnlySpan<char> text)
    {
        text = default;
        if (value.ValueKind != JsonValueKind.String)
            return false;
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        text = Copy(raw, buffer, out var read) ? read : value.GetString();
        return true;
    }

    /// <inheritdoc cref="TryGetText"/>
    public static ReadOnlySpan<char> NameAsText(this JsonProperty member, Span<char> buffer) =>
        Copy(JsonMarshal.GetRawUtf8PropertyName(member), buffer, out var read) ? read : member.Name;

    /// <summary>
    /// Whether this is a quantity above zero, as a text or a number. What is none, or more than a quantity can be, is not: an amount that
    /// the API server might round or cap is no amount to rely on.
    /// </summary>
    public static bool IsPositiveQuantity(this JsonElement value)
    {
        Span<char> buffer = stackalloc char[Quantity.LongestText];
        scoped ReadOnlySpan<char> text;
        if (value.ValueKind == JsonValueKind.Number)
            Copy(JsonMarshal.GetRawUtf8Value(value), buffer, out text);
        else
            value.TryGetText(buffer, out text);
        return Quantity.TryParse(text, out var quantity) && quantity.IsPositive;
    }

    // UTF-8 has never fewer bytes than UTF-16 has characters.
    private static bool Copy(ReadOnlySpan<byte> raw, Span<char> buffer, out ReadOnlySpan<char> text)
    {
        text = default;
        if (raw.Length > buffer.Length || raw.Contains((byte)'\\'))
            return false;
        text = buffer[..Encoding.UTF8.GetChars(raw, buffer)];
        return true;
    }
}
