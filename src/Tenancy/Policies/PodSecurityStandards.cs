namespace Tenancy.Policies;

/// <summary>
/// The version of the Pod Security Standards that the rules and the namespaces' pod-security labels are pinned to. A newer
/// Kubernetes does not change what a tenant may do; raising this constant, and the lists that follow from it, does. An API
/// server takes a version that it does not know yet for its latest.
/// </summary>
public static class PodSecurityStandards
{
    /// <summary>The Kubernetes version, as the label <c>pod-security.kubernetes.io/enforce-version</c> takes it.</summary>
    public const string Version = "v1.35";
}
