using Tenancy.Api;
using Tenancy.Validation.Syntax;

namespace Tenancy.Blueprints;

/// <summary>
/// The address blocks of <c>spec.network.egress</c>. The API server wants each exception strictly inside its block, and blocks add
/// up; so an exception is written into every block that holds it.
/// </summary>
internal static class EgressBlocks
{
    public static IReadOnlyList<IpBlock> Of(EgressSpec egress)
    {
        IEnumerable<string> ranges = [.. egress.Internet ?? false ? [InternetRanges.Ipv4, InternetRanges.Ipv6] : Array.Empty<string>(), .. egress.Cidrs ?? []];
        return [.. ranges.Distinct(StringComparer.Ordinal).Select(range => Block(range, egress))];
    }

    private static IpBlock Block(string range, EgressSpec egress)
    {
        // A range of 0.0.0.0/0 that was written as such is meant as such; only "internet" leaves the private ranges out.
        var internet = (egress.Internet ?? false) && range is InternetRanges.Ipv4 or InternetRanges.Ipv6;
        var holes = (internet ? InternetRanges.NotInternet : []).Concat(egress.Except ?? []).Where(hole => Ranges.IsStrictlyWithin(hole, range));
        return new() { Cidr = range, Except = [.. holes.Distinct(StringComparer.Ordinal)] };
    }
}
