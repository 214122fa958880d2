using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// Namespaces that left the spec: deleted or kept by their deletion policy. A kept one keeps its walls and its people. One that the operator did
/// not make, but a platform admin brought in by its label, is never deleted.
/// </summary>
internal sealed class ReleaseDepartedNamespaces(ClusterCaches caches, ManagedObjects objects, EventRecorder events)
{
    public async Task RunAsync(TenantScope scope, CancellationToken cancellation)
    {
        foreach (var ns in caches.NamespacesOf(scope.Name).Where(n => !scope.Provisioned.ContainsKey(n.Key.Name) && !n.Value.Terminating))
        {
            if (PolicyOf(scope.Tenant, ns.Value) != DeletionPolicy.Delete)
                continue;
            await objects.DeleteAsync(scope.Entity.Key, Kinds.Namespace, ns, cancellation);
            events.Record(
                new(Kinds.Tenant, scope.Entity.Key, scope.Entity.Uid), EventType.Normal, "NamespaceDeleted",
                $"Deleted namespace {ns.Key.Name}: it left the spec and its deletion policy is Delete");
        }
    }

    /// <summary>What becomes of a namespace of the tenant that its spec does not name. One that an owner made never was in it.</summary>
    public static DeletionPolicy PolicyOf(Tenant tenant, NamespaceEntry ns) => ns.SelfService ? DeletionPolicy.Retain : WithTenant(tenant, ns);

    /// <summary>What becomes of a namespace when its Tenant is deleted. One that an owner made goes as those that the operator made.</summary>
    public static DeletionPolicy WithTenant(Tenant tenant, NamespaceEntry ns) =>
        !ns.Made && !ns.SelfService ? DeletionPolicy.Retain : ns.OwnPolicy ?? tenant.Spec.Namespaces?.DeletionPolicy ?? DeletionPolicy.Delete;
}
