using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>What the phases have in common.</summary>
internal static class NamespaceScopeExtensions
{
    /// <summary>Does one thing; its failure is noted and does not keep the next from being done.</summary>
    public static async Task TryAsync(this NamespaceScope scope, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            scope.Failures.Add(e);
        }
    }

    /// <summary>The managed role bindings in a namespace of another tenant than the one that it belongs to now.</summary>
    public static IEnumerable<Entity<StoredContent>> BindingsOfOthersIn(this ClusterCaches caches, Entity<NamespaceEntry> ns) => caches.Of(Kinds.RoleBinding)
        .Find(ClusterCaches.ByNamespace, ns.Key.Name).Where(b => !ClusterCaches.TenantOf(b).Contains(ns.Value.Tenant, StringComparer.Ordinal)).ToArray();

    /// <summary>The managed objects of a kind that stand in the namespace and are not in its blueprint.</summary>
    public static IEnumerable<Entity<StoredContent>> SurplusIn(this ClusterCaches caches, NamespaceScope scope, ResourceType type)
    {
        var wanted = scope.DesiredOf(type).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        return caches.Of(type).Find(ClusterCaches.ByNamespace, scope.Name).Where(stored => !wanted.Contains(stored.Key.Name)).ToArray();
    }
}
