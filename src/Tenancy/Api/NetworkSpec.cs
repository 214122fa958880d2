namespace Tenancy.Api;

/// <summary>The tenant's network walls, kept as NetworkPolicies in each of its namespaces.</summary>
public sealed record NetworkSpec
{
    /// <summary>Tenant: open inside the tenant. Namespace: open inside each namespace only. None: no walls. Unset: Tenant.</summary>
    public NetworkIsolation? Isolation { get; init; }

    /// <summary>Whether pods may ask the cluster's DNS (UDP and TCP port 53 of the platform's DNS pods). Unset: true.</summary>
    public bool? Dns { get; init; }

    /// <summary>Who else may reach the tenant's pods, such as the platform's ingress controllers.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<NetworkPeer>? AllowFrom { get; init; }

    /// <summary>Whom the tenant's pods may reach outside the tenant. Unset: nobody.</summary>
    public EgressSpec? Egress { get; init; }

    /// <summary>Further NetworkPolicies for each namespace; they add to what is allowed.</summary>
    [Items(Max = 32), ListMapKey("name")]
    public IReadOnlyList<NamedNetworkPolicy>? Policies { get; init; }
}
