using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Audit;

/// <summary>What makes a namespace due: it is brought in or moved, or the policy that holds in it is another.</summary>
internal sealed class AuditTriggers(ClusterCaches caches, Agenda agenda, AuditResults results, TimeProvider time)
{
    // The operator is at work there in the same moment, and one change seldom comes alone.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    // Made empty a moment ago, with admission in front of it from its first moment on: that is to be confirmed, not hurried.
    private static readonly TimeSpan Confirmed = TimeSpan.FromMinutes(1);

    /// <summary>Subscribes. What is there at the start the first look at the whole sees.</summary>
    public void Connect()
    {
        caches.Namespaces.Subscribe(OnNamespace);
        caches.Tenants.Subscribe(OnTenant);
        caches.Classes.Subscribe(OnClass);
    }

    private void OnNamespace(EntityChange<NamespaceEntry> change)
    {
        if (change.New is not { } now)
            results.Forget(change.Key.Name);
        else if (!change.Initial && !now.Value.Terminating && change.Old?.Value.Tenant != now.Value.Tenant)
            OnJoined(now, isNew: change.Old is null && now.Value.Made);
    }

    private void OnJoined(Entity<NamespaceEntry> ns, bool isNew)
    {
        if (isNew)
            results.Set(ns.Key.Name, new(ns.Value.Tenant, NamespaceAudit.Nothing, time.GetUtcNow()));
        agenda.Add(ns.Key.Name, isNew ? Confirmed : Settled);
    }

    private void OnTenant(EntityChange<TenantEntry> change)
    {
        if (!change.Initial && change.Old is not null && change.New is { } now && change.Old.Value.Generation != now.Value.Generation)
            AddAll(now.Key.Name);
    }

    // Also of a class that comes, goes or becomes the default: then tenants may have another one now.
    private void OnClass(EntityChange<ClassEntry> change)
    {
        if (change.Initial || (change.Old is { } old && change.New is { } now && old.Value.Revision == now.Value.Revision
            && Tenancy.Classes.EffectiveTenant.IsDefault(old.Value.Class) == Tenancy.Classes.EffectiveTenant.IsDefault(now.Value.Class)))
            return;
        foreach (var tenant in caches.Tenants.Store.All)
        {
            var name = caches.Effective.ClassNameOf(tenant.Value);
            if (name.Length == 0 || name == change.Key.Name)
                AddAll(tenant.Key.Name);
        }
    }

    private void AddAll(string tenant)
    {
        foreach (var ns in caches.NamespacesOf(tenant))
            agenda.Add(ns.Key.Name, Settled);
    }
}
