using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Defaults and bounds for the resources of single objects.</summary>
public sealed record LimitRangeSpec
{
    /// <summary>Names the limit range; the LimitRange is called <c>tenant-limits-</c> and this.</summary>
    [Required, StringLength(40, MinimumLength = 1), RegularExpression(Patterns.DnsLabel)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Limits, as in a LimitRange.</summary>
    [Required, Items(Min = 1, Max = 8)]
    public IReadOnlyList<LimitRangeItem> Limits { get; init => field = value ?? []; } = [];
}
