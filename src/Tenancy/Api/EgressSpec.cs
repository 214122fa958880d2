using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Whom the tenant's pods may reach outside the tenant.</summary>
public sealed record EgressSpec
{
    /// <summary>Public addresses: all but private, shared, link-local and unique-local ranges. Unset: false.</summary>
    public bool? Internet { get; init; }

    /// <summary>Address ranges that may be reached, IPv4 or IPv6.</summary>
    [Items(Max = 128), StringLength(64, MinimumLength = 1)]
    public IReadOnlyList<string>? Cidrs { get; init; }

    /// <summary>Address ranges that may not be reached all the same; each lies inside an allowed one.</summary>
    [Items(Max = 128), StringLength(64, MinimumLength = 1)]
    public IReadOnlyList<string>? Except { get; init; }
}
