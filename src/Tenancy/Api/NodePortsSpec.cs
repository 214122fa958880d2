using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Ports on every node.</summary>
public sealed record NodePortsSpec
{
    /// <summary>Whether services may have them.</summary>
    [Required]
    public bool Allowed { get; init; }

    /// <summary>Which ports may be chosen, such as <c>30000-30099</c> or <c>30080</c>. Unset: any that the cluster has.</summary>
    [Items(Max = 64), StringLength(11, MinimumLength = 1), RegularExpression("^[0-9]+(-[0-9]+)?$")]
    public IReadOnlyList<string>? Ranges { get; init; }
}
