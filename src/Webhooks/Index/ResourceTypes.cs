using OperatorRuntime;
using Tenancy.Api;

namespace Webhooks.Index;

/// <summary>The kinds that the index reads.</summary>
internal static class ResourceTypes
{
    public static ResourceType Tenants { get; } = new(Tenant.Group, Tenant.Version, Tenant.Plural, nameof(Tenant), Namespaced: false);

    public static ResourceType TenantClasses { get; } = new(TenantClass.Group, TenantClass.Version, TenantClass.Plural, nameof(TenantClass), Namespaced: false);

    public static ResourceType Namespaces { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    public static ResourceType IngressClasses { get; } = new("networking.k8s.io", "v1", "ingressclasses", "IngressClass", Namespaced: false);

    public static ResourceType PriorityClasses { get; } = new("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", Namespaced: false);

    public static ResourceType Pods { get; } = new("", "v1", "pods", "Pod", Namespaced: true);

    public static ResourceType StorageClasses { get; } = new("storage.k8s.io", "v1", "storageclasses", "StorageClass", Namespaced: false);

    public static ResourceType ClusterRoles { get; } = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);

    public static ResourceType PersistentVolumes { get; } = new("", "v1", "persistentvolumes", "PersistentVolume", Namespaced: false);
}
