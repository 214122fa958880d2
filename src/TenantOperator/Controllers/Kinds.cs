using OperatorRuntime;
using Tenancy.Blueprints;

namespace TenantOperator.Controllers;

/// <summary>The kinds that the operator reads and writes, as the API server addresses them.</summary>
internal static class Kinds
{
    public static readonly ResourceType Tenant = new(Tenancy.Api.Tenant.Group, Tenancy.Api.Tenant.Version, Tenancy.Api.Tenant.Plural, nameof(Tenant), false);
    public static readonly ResourceType TenantClass = new(Tenancy.Api.TenantClass.Group, Tenancy.Api.TenantClass.Version, Tenancy.Api.TenantClass.Plural, nameof(TenantClass), false);
    public static readonly ResourceType NamespaceLedger = new(Tenancy.Api.NamespaceLedger.Group, Tenancy.Api.NamespaceLedger.Version, Tenancy.Api.NamespaceLedger.Plural, nameof(NamespaceLedger), false);
    public static readonly ResourceType Namespace = Of(ObjectType.Namespace);
    public static readonly ResourceType ResourceQuota = Of(ObjectType.ResourceQuota);
    public static readonly ResourceType LimitRange = Of(ObjectType.LimitRange);
    public static readonly ResourceType NetworkPolicy = Of(ObjectType.NetworkPolicy);
    public static readonly ResourceType RoleBinding = Of(ObjectType.RoleBinding);
    public static readonly ResourceType ClusterRole = Of(ObjectType.ClusterRole);
    public static readonly ResourceType ClusterRoleBinding = Of(ObjectType.ClusterRoleBinding);
    public static readonly ResourceType PersistentVolume = new("", "v1", "persistentvolumes", "PersistentVolume", false);
    public static readonly ResourceType PersistentVolumeClaim = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true);
    public static readonly ResourceType Secret = new("", "v1", "secrets", "Secret", true);
    public static readonly ResourceType CustomResourceDefinition = new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false);
    public static readonly ResourceType Validating = new("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", false);
    public static readonly ResourceType Mutating = new("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", false);

    private static ResourceType Of(ObjectType type) =>
        new(type.Group, type.Version, type.Plural, type.Kind, ObjectType.InNamespace.Contains(type));
}
