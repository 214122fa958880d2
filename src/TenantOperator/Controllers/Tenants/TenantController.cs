using OperatorRuntime;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Ledgers;
using TenantOperator.Controllers.Namespaces;

namespace TenantOperator.Controllers.Tenants;

/// <summary>Keeps the set of a tenant's namespaces, the tenant's own access, and its status. Key: the tenant.</summary>
internal sealed class TenantController(
    ClusterCaches caches, ManagedObjects objects, TenantJudge judge, Finalizers finalizers, IEntityFinalizer finalizer, TenantStatusReport status,
    HostConflicts hosts, EventRecorder events, KubeTransport transport, BeginLedger ledger, ILogger<TenantController> log) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "tenant";

    private readonly IReadOnlyList<Func<TenantScope, CancellationToken, Task>> _phases =
    [
        new ReleaseDepartedNamespaces(caches, objects, events).RunAsync,
        ledger.RunAsync,
        new ProvisionNamespaces(transport, caches, objects, events).RunAsync,
        new GrantTenantAccess(caches, objects).RunAsync,
    ];

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        if (!caches.Tenants.Store.TryGet(key, out var entity))
            return ReconciliationResult.Success;
        if (!objects.SeesOwnWrites(key))
            return ReconciliationResult.RequeueAfter(TenantNamespaceController.CacheLag);
        if (entity.Value.Deleting)
            return await DeleteAsync(entity, cancellation);

        // Before the first side effect: whatever is made from here on is cleared up by us.
        if (!entity.Value.HasFinalizer)
            await finalizers.AddAsync(Kinds.Tenant, key, finalizer.Identifier, cancellation);

        var effective = caches.Effective.Of(entity.Value);
        var errors = judge.Errors(effective);
        return errors.Count > 0
            ? await RefuseAsync(entity, effective, errors, cancellation)
            : await ReconcileAsync(new TenantScope(entity, effective) { HostConflicts = hosts.Of(entity, effective) }, cancellation);
    }

    private async Task<ReconciliationResult> ReconcileAsync(TenantScope scope, CancellationToken cancellation)
    {
        Exception? failure = null;
        foreach (var phase in _phases)
        {
            try
            {
                await phase(scope, cancellation);
            }
            catch (Exception e) when (e is ApiException or HttpRequestException)
            {
                // The next phases build on this one. The status says why nothing goes on, and the work is retried with back-off.
                failure = e;
                scope.Obstacles.Add(new("WriteFailed", e.Message));
                break;
            }
        }

        // Last: whatever keeps the tenant's namespaces from standing is told first.
        if (scope.HostConflicts.Count > 0)
            scope.Obstacles.Add(new("HostsConflict", TenantConditions.HostsConflict(scope.HostConflicts).Message));
        var settled = await status.WriteAsync(scope, cancellation);
        if (failure is not null)
            throw failure;
        return Soonest(settled, scope.LookAgainAfter) is { } delay ? ReconciliationResult.RequeueAfter(delay) : ReconciliationResult.Success;
    }

    private async Task<ReconciliationResult> DeleteAsync(Entity<TenantEntry> entity, CancellationToken cancellation)
    {
        // Until then the namespaces that go bring the tenant's key back.
        if (!entity.Value.HasFinalizer || !await finalizer.FinalizeAsync(entity.Key, cancellation))
            return ReconciliationResult.Success;
        events.Record(new(Kinds.Tenant, entity.Key, entity.Uid), EventType.Normal, "Released", $"Cleared up; the tenant is let go{Staying(entity.Key.Name)}");
        if (await finalizers.RemoveAsync(Kinds.Tenant, entity.Key, finalizer.Identifier, cancellation))
            log.TenantReleased(entity.Key.Name);
        return ReconciliationResult.Success;
    }

    private string Staying(string tenant) => caches.NamespacesOf(tenant).Where(n => !n.Value.Terminating).Select(n => n.Key.Name).ToArray() is { Length: > 0 } names
        ? $". These namespaces stay, with their walls and their people, held to the strictest policy until a Tenant of this name comes or their label {Tenancy.Api.Labels.Tenant} is changed: {Enumeration.Of(names)}"
        : "";

    private async Task<ReconciliationResult> RefuseAsync(Entity<TenantEntry> entity, Effective effective, IReadOnlyList<string> errors, CancellationToken cancellation)
    {
        log.TenantInvalid(entity.Key.Name, string.Join("; ", errors));
        await status.WriteInvalidAsync(entity, effective, errors, cancellation);
        return ReconciliationResult.Success;
    }

    private static TimeSpan? Soonest(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null || a < b ? a : b;
}
