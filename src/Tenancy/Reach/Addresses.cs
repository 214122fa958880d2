using Tenancy.Policies;

namespace Tenancy.Reach;

/// <summary>
/// Address ranges as sets of numbers: IPv6 addresses as themselves, IPv4 addresses as the IPv4-mapped ones, which are otherwise not in use: no
/// range of IPv6 holds them here, as none does on the wire.
/// </summary>
internal static class Addresses
{
    private static readonly UInt128 FirstV4 = (UInt128)0xFFFF << 32;
    private static readonly NumberSet V4 = NumberSet.Of((FirstV4, FirstV4 + uint.MaxValue));

    /// <summary>The addresses of a range in CIDR notation; otherwise what is wrong with it.</summary>
    public static NumberSet? Of(string cidr, out string? problem)
    {
        if (!AddressRange.TryParse(cidr, out var range))
        {
            problem = "is no address range such as 10.9.8.0/24 or 2001:db8::/64";
            return null;
        }
        // Go's net.IPNet holds the IPv4 addresses, its netip.Prefix none: as an exception such a range would leave out nothing.
        problem = range.Network.IsV4 && cidr.Contains(':', StringComparison.Ordinal) ? $"is read as IPv4 by some and as IPv6 by others: write {range}"
            // Some network plugins mask these bits, others take the range for an error, or for one address.
            : !cidr.StartsWith('/') && IpAddress.TryParse(cidr.AsSpan(0, cidr.IndexOf('/', StringComparison.Ordinal)), out var address) && address.Bits != range.Network.Bits
                ? $"has bits behind its prefix: write {range}"
            : null;
        return problem is null ? Of(range) : null;
    }

    /// <summary>An address as people write it.</summary>
    public static string Text(UInt128 number) =>
        number >> 32 == 0xFFFF ? new IpAddress(IsV4: true, number & uint.MaxValue).ToString() : new IpAddress(IsV4: false, number).ToString();

    /// <summary>The addresses of a range.</summary>
    public static NumberSet Of(AddressRange range)
    {
        var length = range.Network.Width - range.PrefixLength;
        var last = range.Network.Bits | (length == 128 ? UInt128.MaxValue : (UInt128.One << length) - 1);
        return range.Network.IsV4 ? NumberSet.Of((FirstV4 + range.Network.Bits, FirstV4 + last)) : (NumberSet)NumberSet.Of((range.Network.Bits, last)).Less(V4);
    }
}
