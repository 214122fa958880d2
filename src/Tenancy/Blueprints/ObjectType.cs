namespace Tenancy.Blueprints;

/// <summary>A type of Kubernetes object, by group, version, plural and kind; the group is empty for core.</summary>
public sealed record ObjectType(string Group, string Version, string Plural, string Kind)
{
    public static readonly ObjectType Namespace = new("", "v1", "namespaces", "Namespace");
    public static readonly ObjectType ResourceQuota = new("", "v1", "resourcequotas", "ResourceQuota");
    public static readonly ObjectType LimitRange = new("", "v1", "limitranges", "LimitRange");
    public static readonly ObjectType NetworkPolicy = new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy");
    public static readonly ObjectType RoleBinding = new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding");
    public static readonly ObjectType ClusterRole = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole");
    public static readonly ObjectType ClusterRoleBinding = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding");

    /// <summary>The types of the objects inside a namespace, in the order in which they are written; what is surplus is pruned in the reverse order.</summary>
    public static IReadOnlyList<ObjectType> InNamespace { get; } = [ResourceQuota, LimitRange, NetworkPolicy, RoleBinding];

    /// <summary>The types of the cluster-scoped objects of a tenant beside its namespaces.</summary>
    public static IReadOnlyList<ObjectType> OfTenant { get; } = [ClusterRole, ClusterRoleBinding];

    /// <summary>As in the object: <c>v1</c>, <c>networking.k8s.io/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
