using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Classes;

/// <summary>Makes tenants and their namespaces due, at a bounded pace and after all that users ask for meanwhile.</summary>
internal sealed class ClassRollout(ClusterCaches caches, Allowance allowance)
{
    private Action<NamespacedName>? _tenants;
    private Action<NamespacedName>? _namespaces;

    /// <summary>Says where keys go. Before the controllers run.</summary>
    public void To(WorkQueue<NamespacedName> tenants, WorkQueue<NamespacedName> namespaces) =>
        (_tenants, _namespaces) = (key => tenants.Add(key, QueuePriority.Low), key => namespaces.Add(key, QueuePriority.Low));

    /// <summary>Sends as many as may go now. Where a cluster takes longer than the pace, no more than a second's worth is under way: the rest would only wait in the queues.</summary>
    /// <returns>How many.</returns>
    public int Send(IReadOnlyList<Entity<TenantEntry>> waiting, int underWay)
    {
        var count = allowance.Take(Math.Clamp(allowance.PerSecond - underWay, 0, waiting.Count));
        foreach (var tenant in waiting.Take(count))
        {
            _tenants?.Invoke(tenant.Key);
            foreach (var ns in caches.NamespacesOf(tenant.Key.Name))
                _namespaces?.Invoke(ns.Key);
        }

        return count;
    }
}
