using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>Quotas, then limits, then network policies. One that fails does not keep the others from standing.</summary>
internal sealed class RaiseWalls(ManagedObjects objects)
{
    /// <summary>The kinds that are walls, in the order of writing.</summary>
    public static IReadOnlyList<ResourceType> Kinds { get; } = [.. ClusterCaches.InNamespace.Where(type => type != Controllers.Kinds.RoleBinding)];

    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        foreach (var type in Kinds)
            foreach (var wall in scope.DesiredOf(type))
                await scope.TryAsync(() => objects.ApplyAsync(scope.Namespace.Key, type, wall, cancellation));
    }
}
