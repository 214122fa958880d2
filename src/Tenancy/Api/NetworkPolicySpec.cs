using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>The spec of a NetworkPolicy (networking.k8s.io/v1).</summary>
public sealed record NetworkPolicySpec
{
    /// <summary>The pods that the policy is about. Empty: all of the namespace.</summary>
    public LabelSelector? PodSelector { get; init; }

    /// <summary>Ingress, Egress or both. Unset: Ingress, and Egress when there are egress rules.</summary>
    [Items(Max = 2), AllowedValues("Ingress", "Egress")]
    public IReadOnlyList<string>? PolicyTypes { get; init; }

    /// <summary>What may come in.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<NetworkIngressRule>? Ingress { get; init; }

    /// <summary>What may go out.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<NetworkEgressRule>? Egress { get; init; }
}
