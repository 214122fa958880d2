using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>The ClusterRoles by which a tenant's people read their own Tenant and namespaces and its owners make and delete namespaces, and their bindings.</summary>
internal sealed class GrantTenantAccess(ClusterCaches caches, ManagedObjects objects)
{
    public async Task RunAsync(TenantScope scope, CancellationToken cancellation)
    {
        // Those that go as well, until they are gone: kubectl waits for that, and goes on waiting for ever when it may not look.
        var namespaces = caches.NamespacesOf(scope.Name);
        // What the spec names is not the owners' to delete, whoever made it.
        var own = namespaces.Where(n => n.Value.SelfService && !scope.Provisioned.ContainsKey(n.Key.Name)).Select(n => n.Key.Name);
        var desired = Blueprint.TenantAccess(scope.Tenant, namespaces.Select(n => n.Key.Name).Union(scope.Made, StringComparer.Ordinal), own);
        foreach (var type in ClusterCaches.OfTenant)
        {
            foreach (var wanted in desired.Where(d => d.Type.Kind == type.Kind))
                await objects.ApplyAsync(scope.Entity.Key, type, wanted, cancellation);
            foreach (var surplus in caches.Of(type).Find(ClusterCaches.ByTenant, scope.Name).Where(s => desired.All(d => d.Name != s.Key.Name)).ToArray())
                await objects.DeleteAsync(scope.Entity.Key, type, surplus, cancellation);
        }
    }
}
