using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>Removes the role bindings that the blueprint no longer holds. First of all: nothing may hold up a withdrawal of access.</summary>
internal sealed class RevokeSurplusBindings(ClusterCaches caches, ManagedObjects objects)
{
    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        foreach (var surplus in caches.SurplusIn(scope, Kinds.RoleBinding))
            await scope.TryAsync(() => objects.DeleteAsync(scope.Namespace.Key, Kinds.RoleBinding, surplus, cancellation));
    }
}
