using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Policies;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>Keeps what must stand inside one namespace of a tenant. Key: the namespace.</summary>
internal sealed class TenantNamespaceController(
    ClusterCaches caches, ManagedObjects objects, NamespaceOutcomes outcomes, TenantJudge judge, PlatformSettings platform,
    KubeTransport transport, EventRecorder events, ILogger<TenantNamespaceController> log) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "tenant-namespace";

    private readonly ReleaseNamespace _release = new(transport, caches, objects, log);
    private readonly WithdrawAccess _withdraw = new(caches, objects, new(transport, caches, events));

    // Access that is withdrawn goes first, walls come next, what no wall needs any more after them, and access that is given comes last.
    private readonly IReadOnlyList<Func<NamespaceScope, CancellationToken, Task>> _phases =
    [
        new WithdrawAccess(caches, objects, new(transport, caches, events)).RunAsync,
        new FindTakenNames(transport, caches).RunAsync,
        new RaiseWalls(objects).RunAsync,
        new RemoveSurplusWalls(caches, objects).RunAsync,
        new BindRoles(objects).RunAsync,
    ];

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        if (!caches.Namespaces.Store.TryGet(key, out var ns))
        {
            outcomes.Forget(key.Name);
            return await _release.RunAsync(key, cancellation) ? ReconciliationResult.RequeueAfter(CacheLag) : ReconciliationResult.Success;
        }

        // Into a terminating namespace nothing can be written; without a valid Tenant there is nothing to go by, and what stands stays, but
        // for the people of another.
        if (ns.Value.Terminating)
            return ReconciliationResult.Success;
        if (!caches.Tenants.Store.TryGet(NamespacedName.Cluster(ns.Value.Tenant), out var tenant) || caches.Effective.Of(tenant.Value) is not { } effective || judge.Errors(effective).Count > 0)
        {
            foreach (var binding in caches.BindingsOfOthersIn(ns))
                await objects.DeleteAsync(key, Kinds.RoleBinding, binding, cancellation);
            return await WithdrawAsync(ns, cancellation);
        }
        if (!objects.SeesOwnWrites(key))
            return ReconciliationResult.RequeueAfter(CacheLag);

        var facts = new NamespaceFacts(key.Name, ns.Value.ReadLabels());
        var scope = new NamespaceScope(ns, Blueprint.InNamespace(effective.Tenant!, facts, platform), IsLabelled(effective.Tenant!, facts));
        foreach (var phase in _phases)
            await phase(scope, cancellation);
        // The tenant's own reconciliation labels it, which brings the namespace back; it is not done before.
        return scope.IsLabelled || scope.Failures.Count > 0 ? Conclude(scope, effective.Revision) : ReconciliationResult.Success;
    }

    // Whose class is gone keeps what stands; but who has left the Tenant, leaves.
    private async Task<ReconciliationResult> WithdrawAsync(Entity<NamespaceEntry> ns, CancellationToken cancellation)
    {
        if (!caches.Tenants.Store.TryGet(NamespacedName.Cluster(ns.Value.Tenant), out var entity) || entity.Value.Tenant is not { } tenant || caches.Effective.Of(entity.Value).Tenant is not null)
            return ReconciliationResult.Success;
        if (!objects.SeesOwnWrites(ns.Key))
            return ReconciliationResult.RequeueAfter(CacheLag);
        var scope = new NamespaceScope(ns, Blueprint.RoleBindings(tenant, new(ns.Key.Name, ns.Value.ReadLabels()), platform), IsLabelled: false);
        await _withdraw.RunAsync(scope, cancellation);
        return scope.Failures.Count == 0 ? ReconciliationResult.Success : throw scope.Failures[0];
    }

    private static bool IsLabelled(Tenant tenant, NamespaceFacts facts) => Blueprint.Namespace(tenant, facts).Body["metadata"]!["labels"]!.AsObject()
        .All(l => facts.Labels.TryGetValue(l.Key, out var value) && value == (string?)l.Value);

    /// <summary>How long a cache may lag behind a write of our own before it is looked at again; the event usually comes within milliseconds.</summary>
    internal static TimeSpan CacheLag => TimeSpan.FromMilliseconds(50);

    private ReconciliationResult Conclude(NamespaceScope scope, PolicyRevision revision)
    {
        var failure = scope.Failures.FirstOrDefault();
        outcomes.Set(scope.Name, new(scope.Namespace.Value.Tenant, revision, failure?.Message));
        if (failure is null)
            return ReconciliationResult.Success;
        // A namespace that is being deleted in this very moment refuses new objects: that is no failure of ours.
        if (failure is ApiException { Code: 403 } && caches.Namespaces.Store.TryGet(scope.Namespace.Key, out var now) && now.Value.Terminating)
            return ReconciliationResult.Success;
        log.NamespaceIncomplete(scope.Name, scope.Namespace.Value.Tenant, scope.Failures.Count);
        throw scope.Failures.Count == 1 ? failure : new AggregateException($"namespace {scope.Name}: {failure.Message}", scope.Failures);
    }
}
