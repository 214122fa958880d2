using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>The ClusterRoles by which a tenant's people read their own Tenant and namespaces and its owners make and delete namespaces, and their bindings.</summary>
internal sealed class GrantTenantAccess(ClusterCaches caches, ManagedObjects objects)
{
    public async Task RunAsync(TenantScope scope, CancellationToken cancellation)
    {
        var live = caches.NamespacesOf(scope.Name).Where(n => !n.Value.Terminating).ToArray();
        // What the spec names is not the owners' to delete, whoever made it.
        var own = live.Where(n => n.Value.SelfService && !scope.Provisioned.ContainsKey(n.Key.Name)).Select(n => n.Key.Name);
        var desired = Blueprint.TenantAccess(scope.Tenant, live.Select(n => n.Key.Name).Union(scope.Made, StringComparer.Ordinal), own);
        foreach (var type in ClusterCaches.OfTenant)
        {
            foreach (var wanted in desired.Where(d => d.Type.Kind == type.Kind))
                await objects.ApplyAsync(scope.Entity.Key, type, wanted, cancellation);
            foreach (var surplus in caches.Of(type).Find(ClusterCaches.ByTenant, scope.Name).Where(s => desired.All(d => d.Name != s.Key.Name)).ToArray())
                await objects.DeleteAsync(scope.Entity.Key, type, surplus, cancellation);
        }
    }
}
