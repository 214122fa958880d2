using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// Removes the walls that the blueprint no longer holds. Only when all that it holds stand: a wall may be surplus because
/// another takes its place.
/// </summary>
internal sealed class RemoveSurplusWalls(ClusterCaches caches, ManagedObjects objects)
{
    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        if (scope.Failures.Count > 0)
            return;
        foreach (var type in RaiseWalls.Kinds.Reverse())
            foreach (var surplus in caches.SurplusIn(scope, type))
                await scope.TryAsync(() => objects.DeleteAsync(scope.Namespace.Key, type, surplus, cancellation));
    }
}
