using OperatorRuntime;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Namespaces;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Controllers;

/// <summary>
/// What makes which key due. Drift shows on the managed objects' own watches and so is repaired at once; the operator's own writes come
/// back the same way, and end in a comparison that finds no difference.
/// </summary>
internal sealed class Triggers(
    ClusterCaches caches, NamespaceOutcomes outcomes, HostConflicts hosts, WorkQueue<NamespacedName> tenants, WorkQueue<NamespacedName> namespaces)
{
    /// <summary>Subscribes. Before the informers run.</summary>
    public void Connect()
    {
        caches.Tenants.Subscribe(OnTenant);
        caches.Namespaces.Subscribe(OnNamespace);
        foreach (var informer in caches.ManagedObjects)
            informer.Subscribe(informer.Type.Namespaced ? OnObject : OnClusterObject);
        foreach (var (role, informer) in caches.MemberRoles)
            informer.Subscribe(_ => OnMemberRole(role));
        outcomes.OnChange(tenant => tenants.Add(NamespacedName.Cluster(tenant)));
    }

    // The status is our own; whoever else writes it is corrected when something happens.
    private void OnTenant(EntityChange<TenantEntry> change)
    {
        var (old, now) = (change.Old?.Value, change.New?.Value);
        var specChanged = old?.Generation != now?.Generation;
        // Whose the hosts are has to be known before any of them is looked at.
        foreach (var other in hosts.Take(change))
            tenants.Add(NamespacedName.Cluster(other), Priority(change.Initial));
        if (specChanged || old?.Deleting != now?.Deleting || old?.HasFinalizer != now?.HasFinalizer)
            tenants.Add(change.Key, Priority(change.Initial));
        if (!specChanged)
            return;
        foreach (var ns in caches.NamespacesOf(change.Key.Name))
            namespaces.Add(ns.Key, Priority(change.Initial));
    }

    private void OnNamespace(EntityChange<NamespaceEntry> change)
    {
        namespaces.Add(change.Key, Priority(change.Initial));
        foreach (var tenant in new[] { change.Old?.Value.Tenant, change.New?.Value.Tenant }.Distinct(StringComparer.Ordinal))
            if (!string.IsNullOrEmpty(tenant))
                tenants.Add(NamespacedName.Cluster(tenant), Priority(change.Initial));
    }

    // A quota's usage changes with each pod, and is no drift: equal contents are one instance (see ContentPool).
    private void OnObject(EntityChange<StoredContent> change)
    {
        if (change is { Old: { } old, New: { } now } && ReferenceEquals(old.Value, now.Value))
            return;
        namespaces.Add(NamespacedName.Cluster(change.Key.Namespace), Repair(change.Initial));
    }

    private void OnClusterObject(EntityChange<StoredContent> change)
    {
        foreach (var entity in new[] { change.Old, change.New })
            if (entity is not null && ClusterCaches.TenantOf(entity).FirstOrDefault() is { Length: > 0 } tenant)
                tenants.Add(NamespacedName.Cluster(tenant), Repair(change.Initial));
    }

    // Whether it is there, or not any more, is for the status of those who give it.
    private void OnMemberRole(string role)
    {
        foreach (var tenant in caches.Tenants.Store.All.Where(t => t.Value.Tenant?.Spec.Members?.Any(m => m.Role == role) == true))
            tenants.Add(tenant.Key, QueuePriority.Low);
    }

    private static QueuePriority Priority(bool initial) => initial ? QueuePriority.Low : QueuePriority.Normal;

    private static QueuePriority Repair(bool initial) => initial ? QueuePriority.Low : QueuePriority.Repair;
}
