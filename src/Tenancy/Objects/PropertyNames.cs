using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>Tests of a member's name that allocate nothing.</summary>
public static class PropertyNames
{
    /// <summary>Whether the name holds this text, however it is escaped.</summary>
    public static bool NameContains(this JsonProperty member, ReadOnlySpan<byte> text)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(member.Name).AsSpan().IndexOf(text) >= 0 : raw.IndexOf(text) >= 0;
    }

    /// <summary>Whether the name begins with this text, however it is escaped.</summary>
    public static bool NameStartsWith(this JsonProperty member, ReadOnlySpan<byte> prefix)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(member.Name).AsSpan().StartsWith(prefix) : raw.StartsWith(prefix);
    }
}
