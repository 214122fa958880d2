using OperatorRuntime;

namespace Drills.Clusters;

/// <summary>The kinds that drills read and write.</summary>
internal static class Kinds
{
    public static readonly ResourceType Namespace = new("", "v1", "namespaces", "Namespace", false);
    public static readonly ResourceType Quota = new("", "v1", "resourcequotas", "ResourceQuota", true);
    public static readonly ResourceType Secret = new("", "v1", "secrets", "Secret", true);
    public static readonly ResourceType ServiceAccount = new("", "v1", "serviceaccounts", "ServiceAccount", true);
    public static readonly ResourceType Lease = new("coordination.k8s.io", "v1", "leases", "Lease", true);
    public static readonly ResourceType Tenant = new("tenantoperator.io", "v1alpha1", "tenants", "Tenant", false);
    public static readonly ResourceType Mutating = new("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", false);
    public static readonly ResourceType Validating = new("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", false);
}
