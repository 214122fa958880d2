using System.Collections.Frozen;

namespace Tenancy.Policies;

/// <summary>What a tenant's Role may hold of the resources that Kubernetes itself serves.</summary>
internal static class RoleRights
{
    /// <summary>All there is but bind, escalate, impersonate, use, approve, sign and whatever comes to be.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    /// <summary>Those that change nothing.</summary>
    public static IReadOnlyList<string> Reading { get; } = ["get", "list", "watch"];

    /// <summary>
    /// May be read, not written: the walls (resourcequotas, limitranges, the namespace itself), addresses that proxies follow past every
    /// network policy (endpoints, endpointslices: CVE-2021-25740), the scheduler's word (bindings), nodes.
    /// </summary>
    public static FrozenSet<string> ReadOnly { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "endpoints", "endpointslices", "resourcequotas", "limitranges", "namespaces", "bindings", "nodes");

    /// <summary>
    /// The subresources that may be used. Not pods/proxy and services/proxy (the API server calls what a status names), pods/binding,
    /// serviceaccounts/token (a token for any audience and time), the status of anything (controllers believe it: pods/status holds the address that
    /// services send to, services/status and ingresses/status the one that DNS is told).
    /// </summary>
    public static FrozenSet<string> Subresources { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "pods/attach", "pods/ephemeralcontainers", "pods/eviction", "pods/exec", "pods/log", "pods/portforward", "pods/resize",
        "deployments/scale", "replicasets/scale", "replicationcontrollers/scale", "statefulsets/scale");

    /// <summary>Whether Kubernetes itself serves the group: the core, what has no domain (apps, batch), what is below k8s.io.</summary>
    public static bool IsOfKubernetes(string group) => !group.Contains('.', StringComparison.Ordinal) || group.EndsWith(".k8s.io", StringComparison.Ordinal);

    /// <summary>What speaks against a right, to stand behind the resource; null when nothing does.</summary>
    public static string? Problem(string resource, bool reads)
    {
        if (!resource.Contains('/', StringComparison.Ordinal))
            return !reads && ReadOnly.Contains(resource) ? $"may only be read (allowed: {string.Join(", ", Reading)})" : null;
        if (resource.EndsWith("/status", StringComparison.Ordinal))
            return reads ? null : $"may only be read (allowed: {string.Join(", ", Reading)})";
        return Subresources.Contains(resource) ? null : $"is not allowed (allowed of subresources: {string.Join(", ", Subresources.Order(StringComparer.Ordinal))})";
    }
}
