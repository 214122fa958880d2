using System.Text.Json.Serialization;
using Tenancy.Isolation;

namespace Tenancy.Policies;

/// <summary>What the platform team set the operator up with (the chart's <c>platform</c> values). Names are exact, never patterns.</summary>
public sealed record PlatformSettings
{
    /// <summary>The namespace that the operator runs in.</summary>
    public string OperatorNamespace { get; init => field = value ?? "tenant-operator"; } = "tenant-operator";

    /// <summary>User names of the operator's own service accounts.</summary>
    public IReadOnlyList<string> OperatorUsers { get; init => field = value ?? []; } = [];

    /// <summary>User names of platform admins; <c>system:serviceaccount:NAMESPACE:NAME</c> for a service account.</summary>
    public IReadOnlyList<string> AdminUsers { get; init => field = value ?? []; } = [];

    /// <summary>Groups of platform admins; <c>system:masters</c> is always one.</summary>
    public IReadOnlyList<string> AdminGroups { get; init => field = value ?? []; } = [];

    /// <summary>User names of the system: kube-system's controllers.</summary>
    public IReadOnlyList<string> SystemUsers { get; init => field = value ?? []; } = [];

    /// <summary>Namespace names that no tenant may ever have, beside those that begin with <c>kube-</c>.</summary>
    public IReadOnlyList<string> ProtectedNamespaces { get; init => field = value ?? []; } = [];

    /// <summary>ClusterRoles that <c>spec.members[].role</c> may name beside owner, edit and view.</summary>
    public IReadOnlyList<string> MemberClusterRoles { get; init => field = value ?? []; } = [];

    /// <summary>Where the cluster's DNS answers, for the network policies.</summary>
    public DnsSettings Dns { get; init => field = value ?? new(); } = new();

    /// <summary>
    /// Address ranges of the cluster itself: its pods, its services, its nodes. What a tenant names by address must lie outside; by label it
    /// may name its own pods.
    /// </summary>
    public IReadOnlyList<string> ClusterRanges
    {
        get;
        init
        {
            field = value ?? [];
            ClusterAddresses = new(field);
        }
    } = [];

    /// <summary>The same, compiled.</summary>
    [JsonIgnore]
    public AddressRangeList ClusterAddresses { get; private init; } = new([]);

    /// <summary>Who the requester is to the platform and to the tenant.</summary>
    public Standing StandingOf(Requester requester, TenantPolicy policy)
    {
        if (OperatorUsers.Contains(requester.Username, StringComparer.Ordinal))
            return Standing.Operator;
        if (requester.Groups.Contains("system:masters", StringComparer.Ordinal)
            || AdminUsers.Contains(requester.Username, StringComparer.Ordinal)
            || AdminGroups.Any(g => requester.Groups.Contains(g, StringComparer.Ordinal)))
            return Standing.PlatformAdmin;
        if (SystemUsers.Contains(requester.Username, StringComparer.Ordinal) || requester.Groups.Contains("system:nodes", StringComparer.Ordinal))
            return Standing.System;
        return policy.IsOwner(requester) ? Standing.Owner : policy.IsMember(requester) ? Standing.Member : Standing.Guest;
    }
}
