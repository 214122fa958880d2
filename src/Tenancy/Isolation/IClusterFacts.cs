using Tenancy.Policies;

namespace Tenancy.Isolation;

/// <summary>What the in-memory index answers to a rule. Look-ups, never I/O.</summary>
public interface IClusterFacts
{
    /// <summary>The tenant of this name, or null when there is none.</summary>
    TenantPolicy? Tenant(string name);

    /// <summary>The tenant whose namespace prefix is the longest that <paramref name="namespaceName"/> begins with, or null.</summary>
    TenantPolicy? TenantByPrefix(string namespaceName);

    /// <summary>The tenants that the requester owns: as user, by a group, as service account. Who says nothing knows none.</summary>
    IReadOnlyList<TenantPolicy> TenantsOwnedBy(Requester requester) => [];

    /// <summary>How many namespaces the tenant is known to have, not counting the one of this name.</summary>
    int NamespacesBeside(string tenant, string namespaceName) => 0;

    /// <summary>The name of the tenant that a namespace belongs to, or null.</summary>
    string? TenantOf(string namespaceName);

    /// <summary>The name of the oldest tenant whose <c>spec.ingress.hosts</c> overlap a canonical host or wildcard, or null: the one to whom it belongs.</summary>
    string? OwnerOfHost(string host);

    /// <summary>The IngressClass that is the cluster's default, or null.</summary>
    string? DefaultIngressClass { get; }

    /// <summary>The PriorityClass that pods get that name none (<c>globalDefault</c>), or null.</summary>
    string? DefaultPriorityClass { get; }

    /// <summary>Whether the pod has the platform label.</summary>
    bool IsPlatformPod(string namespaceName, string podName);

    /// <summary>Whether a pod of the namespace has the platform label.</summary>
    bool HasPlatformPods(string namespaceName);

    /// <summary>Storage classes and volumes. Who says nothing knows none, and nothing that rests on one passes.</summary>
    IStorageFacts Storage => NoStorage.Instance;
}
