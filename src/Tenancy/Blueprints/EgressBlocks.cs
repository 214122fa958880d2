using Tenancy.Api;
using Tenancy.Policies;
using Tenancy.Validation.Syntax;

namespace Tenancy.Blueprints;

/// <summary>
/// The address blocks of <c>spec.network.egress</c>. The API server wants each exception strictly inside its block, and blocks add
/// up; so an exception is written into every block that holds it.
/// </summary>
internal static class EgressBlocks
{
    /// <param name="egress">What the tenant may reach.</param>
    /// <param name="clusterRanges">Where the cluster's own addresses are: "internet" leaves them out, public ones too; a range that is written holds them.</param>
    public static IReadOnlyList<IpBlock> Of(EgressSpec egress, IReadOnlyList<string> clusterRanges)
    {
        IEnumerable<string> ranges = [.. egress.Internet ?? false ? [InternetRanges.Ipv4, InternetRanges.Ipv6] : Array.Empty<string>(), .. egress.Cidrs ?? []];
        return [.. ranges.Distinct(StringComparer.Ordinal).Select(range => Block(range, egress, clusterRanges))];
    }

    private static IpBlock Block(string range, EgressSpec egress, IReadOnlyList<string> clusterRanges)
    {
        // A range of 0.0.0.0/0 that was written as such is meant as such; only "internet" leaves the private ranges out.
        var internet = (egress.Internet ?? false) && range is InternetRanges.Ipv4 or InternetRanges.Ipv6;
        var holes = (internet ? InternetRanges.NotInternet.Concat(PublicOnes(clusterRanges)) : []).Concat(egress.Except ?? []).Where(hole => Ranges.IsStrictlyWithin(hole, range));
        return new() { Cidr = range, Except = [.. holes.Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>In the form that every API server takes. Private ranges are no internet anyway.</summary>
    private static IEnumerable<string> PublicOnes(IReadOnlyList<string> clusterRanges)
    {
        foreach (var text in clusterRanges)
        {
            if (AddressRange.TryParse(text, out var range) && range.ToString() is var canonical && !InternetRanges.NotInternet.Any(hole => Ranges.IsWithin(canonical, hole)))
                yield return canonical;
        }
    }
}
