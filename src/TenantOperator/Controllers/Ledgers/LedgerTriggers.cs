using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Ledgers;

/// <summary>What makes a ledger due: a change of it, a namespace of its tenant that comes or goes, and the end of the Tenant.</summary>
internal sealed class LedgerTriggers(LedgerCache cache, ClusterCaches caches, WorkQueue<NamespacedName> ledgers)
{
    /// <summary>Subscribes. Each subscription begins with what the caches hold, at low priority.</summary>
    public void Connect()
    {
        cache.Ledgers.Subscribe(change => ledgers.Add(change.Key, change.Initial ? QueuePriority.Low : QueuePriority.Normal));
        caches.Namespaces.Subscribe(OnNamespace);
        caches.Tenants.Subscribe(OnTenant);
    }

    private void OnNamespace(EntityChange<NamespaceEntry> change)
    {
        if (change.Initial || (change.Old?.Value.Tenant == change.New?.Value.Tenant && change.Old?.Uid == change.New?.Uid))
            return;
        foreach (var tenant in new[] { change.Old?.Value.Tenant, change.New?.Value.Tenant }.Distinct(StringComparer.Ordinal))
            if (!string.IsNullOrEmpty(tenant))
                ledgers.Add(NamespacedName.Cluster(tenant));
    }

    private void OnTenant(EntityChange<TenantEntry> change)
    {
        if (change.New is null)
            ledgers.Add(change.Key);
    }
}
