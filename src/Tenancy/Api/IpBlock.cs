using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>An address range with holes.</summary>
public sealed record IpBlock
{
    /// <summary>The range, such as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>.</summary>
    [Required, StringLength(64, MinimumLength = 1)]
    public string Cidr { get; init => field = value ?? ""; } = "";

    /// <summary>Ranges inside it that are left out.</summary>
    [Items(Max = 64), StringLength(64, MinimumLength = 1)]
    public IReadOnlyList<string>? Except { get; init; }
}
