namespace Tenancy.Policies;

/// <summary>Label and annotation keys of namespaces that only platform admins and the operator write.</summary>
public static class ProtectedKeys
{
    /// <summary>The label by which network policies name a namespace (KEP-2161, set by the API server since 1.21).</summary>
    public const string NamespaceName = "kubernetes.io/metadata.name";

    /// <summary>Where kubectl notes what it has applied.</summary>
    public const string AppliedByKubectl = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Whether the key speaks of tenancy: guarded on every namespace.</summary>
    public static bool SpeakOfTenancy(ReadOnlySpan<char> key)
    {
        // With or without a subdomain: tenantoperator.io/tenant, quota.tenantoperator.io/pods.
        var domain = Domain(key);
        return domain.SequenceEqual("tenantoperator.io") || domain.EndsWith(".tenantoperator.io");
    }

    /// <summary>
    /// Whether the key decides what the API server or the operator does with a tenant's namespace: the level of pod security admission, the
    /// node selector and tolerations that the PodNodeSelector and PodTolerationRestriction plugins add, the mark of what the operator manages.
    /// </summary>
    public static bool SteersNamespace(ReadOnlySpan<char> key) =>
        Domain(key) is "pod-security.kubernetes.io" or "scheduler.alpha.kubernetes.io" || key is Api.Labels.ManagedBy;

    private static ReadOnlySpan<char> Domain(ReadOnlySpan<char> key) => key.IndexOf('/') is >= 0 and var slash ? key[..slash] : default;
}
