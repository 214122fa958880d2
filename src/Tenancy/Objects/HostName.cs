using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tenancy.Objects;

/// <summary>DNS names in canonical form: lower case, punycode, no trailing dot. Two names are one exactly when their canonical forms are equal.</summary>
public static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// The canonical form; false for what is no DNS name (RFC 1123) and no name with <c>*</c> as a whole label. Returns the very string when
    /// it is canonical already.
    /// </summary>
    public static bool TryCanonicalize(string? text, [NotNullWhen(true)] out string? canonical)
    {
        canonical = text;
        if (canonical is null)
            return false;
        if (canonical.EndsWith('.'))
            canonical = canonical[..^1];
        if (!Ascii.IsValid(canonical))
            canonical = ToPunycode(canonical);
        else if (canonical.AsSpan().ContainsAnyInRange('A', 'Z'))
            canonical = canonical.ToLowerInvariant();
        if (canonical is not null && IsCanonical(canonical))
            return true;
        canonical = null;
        return false;
    }

    /// <summary>Whether a canonical name has the canonical <paramref name="domain"/> for itself or a parent.</summary>
    public static bool IsWithin(ReadOnlySpan<char> name, ReadOnlySpan<char> domain) =>
        name.EndsWith(domain) && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');

    /// <summary>
    /// Whether a URL parser or <c>inet_aton</c> would take a canonical name for an IPv4 address: its last label is a number, decimal, octal or
    /// hexadecimal (<c>169.254.169.254</c>, <c>127.1</c>, <c>2852039166</c>, <c>0xa9fea9fe</c>).
    /// </summary>
    public static bool ReadsAsAddress(ReadOnlySpan<char> name)
    {
        var last = LastLabel(name);
        return !last.ContainsAnyExceptInRange('0', '9') || (last.StartsWith("0x") && !last[2..].ContainsAnyExcept("0123456789abcdef"));
    }

    /// <summary>The label behind the last dot.</summary>
    public static ReadOnlySpan<char> LastLabel(ReadOnlySpan<char> name) => name[(name.LastIndexOf('.') + 1)..];

    private static string? ToPunycode(string name)
    {
        try
        {
            var wildcard = name.StartsWith("*.", StringComparison.Ordinal);
            // Without ICU the mapping knows the algorithm but not that Ü is ü.
            var lower = name.ToLowerInvariant();
            var ascii = Idn.GetAscii(wildcard ? lower[2..] : lower);
            return wildcard ? "*." + ascii : ascii;
        }
        catch (ArgumentException)
        {
            // The only way that IdnMapping has to say no.
            return null;
        }
    }

    private static bool IsCanonical(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestName)
            return false;
        foreach (var range in name.Split('.'))
        {
            if (name[range] is not "*" && !IsLabel(name[range]))
                return false;
        }
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-");
}
