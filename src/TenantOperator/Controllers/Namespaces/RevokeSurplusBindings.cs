using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// Removes the role bindings that the blueprint no longer holds, and those of the tenant that the namespace had before. First of all: nothing may
/// hold up a withdrawal of access, and nobody of the one tenant is to stand behind the walls of the other.
/// </summary>
internal sealed class RevokeSurplusBindings(ClusterCaches caches, ManagedObjects objects)
{
    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        foreach (var surplus in caches.SurplusIn(scope, Kinds.RoleBinding).UnionBy(caches.BindingsOfOthersIn(scope.Namespace), b => b.Key).ToArray())
            await scope.TryAsync(() => objects.DeleteAsync(scope.Namespace.Key, Kinds.RoleBinding, surplus, cancellation));
    }
}
