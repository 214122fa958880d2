using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>The ClusterRole by which a tenant's people read their own Tenant and namespaces, and its binding.</summary>
internal sealed class GrantTenantAccess(ClusterCaches caches, ManagedObjects objects)
{
    public async Task RunAsync(TenantScope scope, CancellationToken cancellation)
    {
        var names = caches.NamespacesOf(scope.Name).Where(n => !n.Value.Terminating).Select(n => n.Key.Name).Union(scope.Made, StringComparer.Ordinal);
        var desired = Blueprint.TenantAccess(scope.Tenant, names);
        foreach (var type in ClusterCaches.OfTenant)
        {
            foreach (var wanted in desired.Where(d => d.Type.Kind == type.Kind))
                await objects.ApplyAsync(scope.Entity.Key, type, wanted, cancellation);
            foreach (var surplus in caches.Of(type).Find(ClusterCaches.ByTenant, scope.Name).Where(s => desired.All(d => d.Name != s.Key.Name)).ToArray())
                await objects.DeleteAsync(scope.Entity.Key, type, surplus, cancellation);
        }
    }
}
