namespace Tenancy.Policies;

/// <summary>
/// Addresses that are nobody's to send traffic to: whoever resolves or forwards would reach itself, its link, or the cloud's credentials. From IANA's
/// special-purpose registries (RFC 6890) and the clouds' documentation. Not the private ranges: a tenant may well be given some of these.
/// </summary>
internal static class SpecialAddresses
{
    private static readonly (AddressRange Range, string Kind)[] Ranges =
    [
        Range("0.0.0.0/8", "means this host"),
        Range("127.0.0.0/8", "is a loopback address"),
        Range("169.254.0.0/16", "is link-local, where most clouds answer with credentials"),
        Range("168.63.129.16/32", "is Azure's host agent"),
        Range("100.100.100.200/32", "is Alibaba Cloud's metadata service"),
        Range("192.0.0.0/24", "is a protocol assignment, with Oracle Cloud's metadata service in it"),
        Range("224.0.0.0/4", "is multicast"),
        Range("255.255.255.255/32", "is broadcast"),
        Range("::/128", "means this host"),
        Range("::1/128", "is a loopback address"),
        // Translators choose where in it they put the IPv4 address (RFC 8215), so which one is meant cannot be told.
        Range("64:ff9b:1::/48", "is translated to an IPv4 address"),
        Range("fe80::/10", "is link-local"),
        Range("fec0::/10", "is site-local"),
        Range("ff00::/8", "is multicast"),
        Range("fd00:ec2::/32", "is of AWS's metadata service"),
        Range("fd20:ce::254/128", "is Google Cloud's metadata service"),
    ];

    private static readonly AddressRange Compatible = Range("::/96", "").Range;
    private static readonly AddressRange Nat64 = Range("64:ff9b::/96", "").Range;
    private static readonly AddressRange SixToFour = Range("2002::/16", "").Range;

    /// <summary>What is wrong with the address, to stand behind it; null when nothing is.</summary>
    public static string? Problem(IpAddress address)
    {
        foreach (var (range, kind) in Ranges)
        {
            if (range.Contains(address))
                return kind;
        }
        return null;
    }

    /// <summary>The IPv4 address that a router or translator sends to for a v6 address; null when there is none. Mapped ones are v4 already.</summary>
    public static IpAddress? Embedded(IpAddress address) =>
        Compatible.Contains(address) || Nat64.Contains(address) ? new(IsV4: true, address.Bits & uint.MaxValue)
        : SixToFour.Contains(address) ? new(IsV4: true, (address.Bits >> 80) & uint.MaxValue)
        : null;

    private static (AddressRange Range, string Kind) Range(string text, string kind) =>
        AddressRange.TryParse(text, out var range) ? (range, kind) : throw new FormatException($"{text} is no address range");
}
