using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// Makes the namespaces that the spec asks for, and keeps the labels and annotations of all the tenant's namespaces. A namespace
/// that is there already and is not the tenant's is never taken over: what is in it was never meant for the tenant.
/// </summary>
internal sealed class ProvisionNamespaces(KubeTransport transport, ClusterCaches caches, ManagedObjects objects, EventRecorder events)
{
    // A foreign namespace in the way is not watched; whether it is gone is looked up at this pace.
    private static readonly TimeSpan ForeignNamespaceRecheck = TimeSpan.FromMinutes(1);

    public async Task RunAsync(TenantScope scope, CancellationToken cancellation)
    {
        try
        {
            foreach (var name in scope.Provisioned.Keys)
                await EnsureAsync(scope, name, cancellation);
        }
        finally
        {
            TellOfMade(scope);
        }
        // Not those that go: the cache may show them a while longer, and an apply to one that is gone would make it anew.
        foreach (var other in caches.NamespacesOf(scope.Name).Where(n => !scope.Provisioned.ContainsKey(n.Key.Name)
            && ReleaseDepartedNamespaces.PolicyOf(scope.Tenant, n.Value) != DeletionPolicy.Delete))
            await KeepAsync(scope, other, cancellation);
    }

    // One event for all of them: for a thousand tenants of ten namespaces, one each would be a tenth of all that is written.
    private void TellOfMade(TenantScope scope)
    {
        if (scope.Made.Count > 0)
            events.Record(
                new(Kinds.Tenant, scope.Entity.Key, scope.Entity.Uid), EventType.Normal, "NamespaceCreated",
                $"Made namespace{(scope.Made.Count == 1 ? "" : "s")} {Enumeration.Of(scope.Made)}");
    }

    private async Task EnsureAsync(TenantScope scope, string name, CancellationToken cancellation)
    {
        var key = NamespacedName.Cluster(name);
        if (!caches.Namespaces.Store.TryGet(key, out var cached))
            cached = await MakeOrFindAsync(scope, key, cancellation);
        if (cached is null)
            return;
        if (cached.Value.Tenant != scope.Name)
            scope.Obstacles.Add(Foreign(scope, name, cached.Value.Tenant));
        else if (cached.Value.Terminating)
            scope.Obstacles.Add(new("NamespaceTerminating", $"namespace {name} is being deleted and is made again once it is gone{Waits(cached.Value)}"));
        else
            await KeepAsync(scope, cached, cancellation);
    }

    private async Task KeepAsync(TenantScope scope, Entity<NamespaceEntry> ns, CancellationToken cancellation)
    {
        if (ns.Value.Terminating)
            return;
        var desired = Desired(scope, new(ns.Key.Name, ns.Value.ReadLabels()), ns.Value.OwnPolicy);
        var stored = ns.Value.Owned == OwnedMetadata.Of(desired) ? new Entity<StoredContent>(ns.Key, ns.Uid, ns.ResourceVersion, ns.Value.Content) : null;
        await objects.ApplyAsync(scope.Entity.Key, Kinds.Namespace, ns.Key, desired, stored, cancellation);
    }

    private async Task<Entity<NamespaceEntry>?> MakeOrFindAsync(TenantScope scope, NamespacedName key, CancellationToken cancellation)
    {
        if (await MakeAsync(scope, key, cancellation) is { } made)
        {
            scope.Made.Add(key.Name);
            return made;
        }

        // One of ours that the cache does not show yet, or one that has just gone, looks different in a moment.
        if (await FindAsync(key, cancellation) is { } found && found.Value.Tenant != scope.Name)
            return Blocked(scope, key.Name, found.Value.Tenant);
        scope.LookAgainAfter = TimeSpan.FromSeconds(1);
        return null;
    }

    // Null when there is one of that name.
    private async Task<Entity<NamespaceEntry>?> MakeAsync(TenantScope scope, NamespacedName key, CancellationToken cancellation)
    {
        try
        {
            using var made = await transport.ApplyAsNewAsync(Kinds.Namespace, key, Desired(scope, new(key.Name), null), ManagedObjects.FieldManager, cancellation);
            var entity = Entity(key, made.RootElement);
            objects.Remember(scope.Entity.Key, Kinds.Namespace, entity.ResourceVersion);
            return entity;
        }
        catch (ApiException e) when (e.IsConflict)
        {
            return null;
        }
    }

    private async Task<Entity<NamespaceEntry>?> FindAsync(NamespacedName key, CancellationToken cancellation)
    {
        using var document = await transport.GetAsync(Kinds.Namespace, key, cancellation);
        return document is null ? null : Entity(key, document.RootElement);
    }

    private Entity<NamespaceEntry> Entity(NamespacedName key, JsonElement stored)
    {
        var metadata = stored.GetProperty("metadata");
        return new(key, metadata.GetProperty("uid").GetString()!, metadata.GetProperty("resourceVersion").GetString()!, NamespaceEntry.Read(stored, caches.Pool));
    }

    private static JsonObject Desired(TenantScope scope, NamespaceFacts ns, DeletionPolicy? ownPolicy)
    {
        var body = Blueprint.Namespace(scope.Tenant, ns).Body;
        if ((scope.Provisioned.TryGetValue(ns.Name, out var entry) ? entry.DeletionPolicy : ownPolicy) is { } policy)
            (body["metadata"]!["annotations"] ??= new JsonObject())[NamespaceEntry.PolicyAnnotation] = policy.ToString();
        return body;
    }

    private static Entity<NamespaceEntry>? Blocked(TenantScope scope, string name, string owner)
    {
        scope.Obstacles.Add(Foreign(scope, name, owner));
        scope.LookAgainAfter = ForeignNamespaceRecheck;
        return null;
    }

    private static Obstacle Foreign(TenantScope scope, string name, string owner) => owner.Length > 0
        ? new("NamespaceConflict", $"namespace {name} belongs to tenant {owner}; give this tenant another name or prefix for it")
        : new("NamespaceConflict",
            $"namespace {name} exists and belongs to no tenant; to bring it in with all that it holds, a platform admin runs: kubectl label namespace {name} {Labels.Tenant}={scope.Name}");

    private static string Waits(NamespaceEntry ns) => ns.Remaining is { } remaining ? $" (it waits for: {remaining})" : "";
}
