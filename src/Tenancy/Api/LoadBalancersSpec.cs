using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Load balancers.</summary>
public sealed record LoadBalancersSpec
{
    /// <summary>Whether services may have them.</summary>
    [Required]
    public bool Allowed { get; init; }

    /// <summary>Which loadBalancerClass may be named. Unset: none may, the cluster's default is used.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Where loadBalancerSourceRanges must lie; when set, they must be given. Unset: anywhere.</summary>
    [Items(Max = 128), StringLength(64, MinimumLength = 1)]
    public IReadOnlyList<string>? SourceRanges { get; init; }

    /// <summary>Where loadBalancerIP must lie. Unset: it may not be chosen.</summary>
    [Items(Max = 128), StringLength(64, MinimumLength = 1)]
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>Annotations that load balancers may have, beside those of tools such as kubectl and Helm. Unset: none.</summary>
    [Items(Max = 128), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Annotations { get; init; }
}
