using Tenancy.Api;
using Tenancy.Policies;

namespace Tenancy.Blueprints;

/// <summary>
/// What must stand in the cluster for a tenant. Pure and deterministic: the same input gives the same objects in the same order,
/// which is the order to write them in. No object has an owner reference: the garbage collector would follow the Tenant's deletion,
/// past <see cref="DeletionPolicy.Retain"/>, and take every namespace when the CRD goes. What is surplus is found by
/// <see cref="Labels.Tenant"/> and <see cref="Labels.ManagedBy"/>.
/// </summary>
public static class Blueprint
{
    /// <summary>The namespaces that <c>spec.namespaces.provision</c> asks for.</summary>
    public static IReadOnlyList<DesiredObject> ProvisionedNamespaces(Tenant tenant) =>
        [.. (tenant.Spec.Namespaces?.Provision ?? []).Select(p => Namespace(tenant, new(NamespaceNames.Of(tenant, p))))];

    /// <summary>A namespace of the tenant itself, provisioned or not: the labels and annotations that the operator holds on it.</summary>
    public static DesiredObject Namespace(Tenant tenant, NamespaceFacts @namespace) => NamespaceBlueprint.Of(tenant, @namespace);

    /// <summary>What stands in a namespace: quotas, limits, network walls, and role bindings last, so that nobody can act before the walls stand.</summary>
    public static IReadOnlyList<DesiredObject> InNamespace(Tenant tenant, NamespaceFacts @namespace, PlatformSettings platform) =>
    [
        .. QuotaBlueprint.Of(tenant, @namespace.Name),
        .. LimitRangeBlueprint.Of(tenant, @namespace.Name),
        .. NetworkBlueprint.Of(tenant, @namespace.Name, platform),
        .. RoleBindings(tenant, @namespace, platform),
    ];

    /// <summary>The role bindings of the tenant's people in a namespace. They are the Tenant's own: its class has no say in them.</summary>
    public static IReadOnlyList<DesiredObject> RoleBindings(Tenant tenant, NamespaceFacts @namespace, PlatformSettings platform) =>
        [.. RoleBindingBlueprint.Of(tenant, @namespace, platform)];

    /// <summary>Cluster-scoped RBAC of the tenant: its people may read their own Tenant and the namespaces that are named; its owners may make and delete namespaces.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="namespaces">Full names of the namespaces that carry the tenant's label.</param>
    /// <param name="selfService">Those among them that owners made, and may delete.</param>
    public static IReadOnlyList<DesiredObject> TenantAccess(Tenant tenant, IEnumerable<string> namespaces, IEnumerable<string> selfService) =>
        TenantAccessBlueprint.Of(tenant, namespaces, selfService);
}
