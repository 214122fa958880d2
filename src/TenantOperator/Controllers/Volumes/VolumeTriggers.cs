using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Volumes;

/// <summary>What makes a volume due: a change of it, and its claim's namespace coming to a tenant.</summary>
internal sealed class VolumeTriggers(VolumeCache cache, Informer<NamespaceEntry> namespaces, WorkQueue<NamespacedName> volumes)
{
    /// <summary>Subscribes. Each subscription begins with what the caches hold, at low priority.</summary>
    public void Connect()
    {
        cache.Volumes.Subscribe(OnVolume);
        namespaces.Subscribe(OnNamespace);
    }

    private void OnVolume(EntityChange<VolumeEntry> change)
    {
        if (change.New?.Value is { Claim: not null } now && now != change.Old?.Value)
            volumes.Add(change.Key, change.Initial ? QueuePriority.Low : QueuePriority.Normal);
    }

    // One that was there at the start is dealt with as its volumes are.
    private void OnNamespace(EntityChange<NamespaceEntry> change)
    {
        if (change.Initial || change.New is null || change.Old?.Value.Tenant == change.New.Value.Tenant)
            return;
        foreach (var volume in cache.ClaimedFrom(change.Key.Name))
            volumes.Add(volume);
    }
}
