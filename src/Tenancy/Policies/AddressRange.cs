using System.Globalization;
using System.Runtime.InteropServices;

namespace Tenancy.Policies;

/// <summary>A range of addresses in CIDR notation. Bits behind the prefix are ignored, as everywhere in Kubernetes.</summary>
/// <param name="Network">The first address.</param>
/// <param name="PrefixLength">How many leading bits all addresses share.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressRange(IpAddress Network, int PrefixLength)
{
    private const int MappedBits = 96;

    /// <summary>Reads <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>. A range of v4-mapped addresses is the v4 range.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AddressRange range)
    {
        range = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !IpAddress.TryParse(text[..slash], out var address)
            || !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return false;
        // ::ffff:10.0.0.0/104 counts its prefix in 128 bits; a shorter one would hold more than mapped addresses, and means nothing here.
        if (address.IsV4 && text[..slash].Contains(':'))
            length -= MappedBits;
        if (length < 0 || length > address.Width)
            return false;
        range = new(address with { Bits = address.Bits & Mask(address, length) }, length);
        return true;
    }

    /// <summary>Whether the address is in the range.</summary>
    public bool Contains(IpAddress address) => address.IsV4 == Network.IsV4 && (address.Bits & Mask(address, PrefixLength)) == Network.Bits;

    /// <summary>Whether every address of <paramref name="other"/> is in the range.</summary>
    public bool Contains(AddressRange other) => other.PrefixLength >= PrefixLength && Contains(other.Network);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network}/{PrefixLength}");

    // A shift by all 128 bits would shift by none.
    private static UInt128 Mask(IpAddress address, int length) => length == 0 ? 0 : UInt128.MaxValue << (address.Width - length);
}
