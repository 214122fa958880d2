using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A NetworkPolicy that the operator puts in each namespace.</summary>
public sealed record NamedNetworkPolicy
{
    /// <summary>Names the policy; the NetworkPolicy is called <c>tenant-net-</c> and this.</summary>
    [Required, StringLength(40, MinimumLength = 1), RegularExpression(Patterns.DnsLabel)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The policy's spec, as in a NetworkPolicy.</summary>
    [Required]
    public NetworkPolicySpec Spec { get; init => field = value ?? new(); } = new();
}
