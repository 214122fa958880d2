using Tenancy.Policies;

namespace Tenancy.Validation.Syntax;

/// <summary>Address ranges, in the one form in which every parser reads the same.</summary>
internal static class Ranges
{
    /// <summary>A CIDR in its canonical form.</summary>
    public static string? Cidr(string value)
    {
        if (!AddressRange.TryParse(value, out var range))
            return Problem.Invalid(value, "must be an address range in CIDR notation, such as 10.9.8.0/24 or 2001:db8::/64");
        // Go reads these as IPv6 ranges that hold no address; newer API servers refuse them.
        if (range.Network.IsV4 && value.Contains(':', StringComparison.Ordinal))
            return Problem.Invalid(value, $"must not be an IPv4-mapped IPv6 range: write {range}");
        return range.ToString() == value ? null : Problem.Invalid(value, $"must be in canonical form, without bits behind the prefix: write {range}");
    }

    /// <summary>Whether one range is a proper part of another; false when either does not parse.</summary>
    public static bool IsStrictlyWithin(string inner, string outer) =>
        AddressRange.TryParse(inner, out var i) && AddressRange.TryParse(outer, out var o) && i != o && o.Contains(i);

    /// <summary>Whether one range is another or a part of it; false when either does not parse.</summary>
    public static bool IsWithin(string inner, string outer) =>
        AddressRange.TryParse(inner, out var i) && AddressRange.TryParse(outer, out var o) && o.Contains(i);
}
