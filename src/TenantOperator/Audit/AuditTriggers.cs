using OperatorRuntime;
using Tenancy.Classes;
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

    // A default that comes or goes may give another class to all that name none.
    private void OnClass(EntityChange<ClassEntry> change)
    {
        var (wasDefault, isDefault) = (IsDefault(change.Old), IsDefault(change.New));
        if (change.Initial || (change.Old?.Value.Revision == change.New?.Value.Revision && wasDefault == isDefault))
            return;
        foreach (var tenant in caches.Tenants.Store.All)
        {
            var named = tenant.Value.Tenant?.Spec.ClassName;
            if (named is null ? wasDefault || isDefault : named == change.Key.Name)
                AddAll(tenant.Key.Name);
        }
    }

    private static bool IsDefault(Entity<ClassEntry>? entity) => entity is not null && EffectiveTenant.IsDefault(entity.Value.Class);

    private void AddAll(string tenant)
    {
        foreach (var ns in caches.NamespacesOf(tenant))
            agenda.Add(ns.Key.Name, Settled);
    }
}
