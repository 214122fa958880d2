namespace Tenancy.Blueprints;

/// <summary>
/// All addresses, less those that are not the internet (IANA's special-purpose registries, RFC 6890) and those at which clouds answer
/// with credentials. IPv4-mapped IPv6 ranges are left out: they are never on a wire, and the API server's parser takes them for IPv4.
/// </summary>
internal static class InternetRanges
{
    public const string Ipv4 = "0.0.0.0/0";
    public const string Ipv6 = "::/0";

    public static readonly IReadOnlyList<string> NotInternet =
    [
        "0.0.0.0/8", // this host
        "10.0.0.0/8", // private
        "100.64.0.0/10", // shared; a metadata service of Alibaba Cloud is 100.100.100.200
        "127.0.0.0/8", // loopback
        "168.63.129.16/32", // Azure's host agent, a public address that every machine there reaches
        "169.254.0.0/16", // link-local; the metadata service of most clouds is 169.254.169.254
        "172.16.0.0/12", // private
        "192.0.0.0/24", // protocol assignments; a metadata service of Oracle Cloud is 192.0.0.192
        "192.168.0.0/16", // private
        "198.18.0.0/15", // benchmarks
        "224.0.0.0/4", // multicast
        "240.0.0.0/4", // reserved, and broadcast
        "::1/128", // loopback
        "64:ff9b:1::/48", // local translation to IPv4, private addresses included
        "fc00::/7", // unique local; a metadata service of AWS is fd00:ec2::254
        "fe80::/10", // link-local
        "ff00::/8", // multicast
    ];
}
