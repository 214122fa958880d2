using OperatorRuntime;
using Tenancy.Classes;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Controllers.Classes;

/// <summary>What makes a class due: a change of it, one that comes or goes (another one's tenants may be its tenants now), and tenants that join or leave it.</summary>
internal sealed class ClassTriggers(
    ClusterCaches caches, HostConflicts hosts, WorkQueue<NamespacedName> classes, WorkQueue<NamespacedName> tenants)
{
    // Tenants that come by the hundred are counted once a second.
    private static readonly TimeSpan Recount = TimeSpan.FromSeconds(1);

    /// <summary>Subscribes. Each subscription begins with what the caches hold.</summary>
    public void Connect()
    {
        caches.Classes.Subscribe(OnClass);
        caches.Tenants.Subscribe(OnTenant);
        // Of a class that was never there nobody tells.
        classes.Add(MakeStandardClass.Key);
    }

    private void OnClass(EntityChange<ClassEntry> change)
    {
        var (old, now) = (change.Old?.Value, change.New?.Value);
        if (old is not null && now is not null && old.Revision == now.Revision && EffectiveTenant.IsDefault(old.Class) == EffectiveTenant.IsDefault(now.Class))
            return;
        classes.Add(TenantClassController.None, QueuePriority.Low);
        foreach (var entity in caches.Classes.Store.All)
            classes.Add(entity.Key, QueuePriority.Low);
        classes.Add(change.Key, QueuePriority.Low);
        if (!change.Initial)
            RetakeHosts();
    }

    // At once and for all: whose a host is must be known before anybody goes by it. It is memory alone.
    private void RetakeHosts()
    {
        foreach (var tenant in caches.Tenants.Store.All)
            foreach (var other in hosts.Retake(tenant.Key, caches.Tenants.Store))
                tenants.Add(NamespacedName.Cluster(other), QueuePriority.Low);
    }

    private void OnTenant(EntityChange<TenantEntry> change)
    {
        if (change is { Old: { } old, New: { } now } && old.Value.Generation == now.Value.Generation && old.Value.Deleting == now.Value.Deleting)
            return;
        foreach (var entity in new[] { change.Old, change.New })
            if (entity is not null)
                classes.AddAfter(NamespacedName.Cluster(caches.Effective.ClassNameOf(entity.Value)), Recount, QueuePriority.Low);
    }
}
