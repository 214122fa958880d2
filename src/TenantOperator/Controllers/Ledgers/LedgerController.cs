using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Ledgers;

/// <summary>
/// Gives back the places of namespaces that are gone or never came. Key: the ledger, which has its tenant's name. The webhooks take places, and
/// only what a new ledger missed is entered here; once the namespace is seen, its uid takes the time's place, so that its end is told from a successor of the same name that is just being made.
/// </summary>
internal sealed class LedgerController(LedgerCache cache, ClusterCaches caches, KubeTransport transport, TimeProvider time, ILogger<LedgerController> log) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "namespace-ledger";

    // After a conflict the watch brings the other's write, mostly before this.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    // Namespaces of a tenant come in groups, and one write can tell of all: of a thousand tenants from nothing each tenth write would be such a one.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        if (!cache.Ledgers.Store.TryGet(key, out var ledger))
            return ReconciliationResult.Success;
        if (await IsGoneAsync(key, cancellation))
        {
            await transport.DeleteAsync(Kinds.NamespaceLedger, key, new() { Uid = ledger.Uid }, cancellation);
            return ReconciliationResult.Success;
        }

        // The webhooks refuse to go on with it, and say what to do: places may be in use that it no longer tells.
        if (ledger.Value.Places is not { } places)
            return ReconciliationResult.Success;
        var (changes, next) = await ReviewAsync(key.Name, places, cancellation);
        return changes.Count > 0 && !await WriteAsync(ledger, places, changes, cancellation) ? ReconciliationResult.RequeueAfter(Again)
            : next is { } delay ? ReconciliationResult.RequeueAfter(delay)
            : ReconciliationResult.Success;
    }

    private async Task<bool> IsGoneAsync(NamespacedName tenant, CancellationToken cancellation)
    {
        if (caches.Tenants.Store.TryGet(tenant, out _))
            return false;
        using var found = await transport.GetAsync(Kinds.Tenant, tenant, cancellation);
        return found is null;
    }

    // Null for what is to be given back; and when to look again at those that are waited for.
    private async Task<(Dictionary<string, NamespacePlace?> Changes, TimeSpan? Next)> ReviewAsync(
        string tenant, IReadOnlyDictionary<string, NamespacePlace> places, CancellationToken cancellation)
    {
        var (changes, now, next, due) = (new Dictionary<string, NamespacePlace?>(StringComparer.Ordinal), time.GetUtcNow(), (TimeSpan?)null, false);
        foreach (var (name, place) in places)
        {
            var left = place?.TakenAt is { } taken ? taken + NamespacePlace.Patience - now : TimeSpan.Zero;
            var uid = Cached(tenant, name) ?? (left > TimeSpan.Zero ? null : await StoredAsync(tenant, name, cancellation));
            // Until then it may be in the making: what is seen under its name is its predecessor.
            if (left > TimeSpan.Zero && (uid is null || uid == place?.Uid))
            {
                next = Sooner(left, next);
            }
            else if (uid is null)
            {
                changes[name] = null;
                due = true;
            }
            else if (uid != place?.Uid || place.TakenAt is not null)
            {
                changes[name] = new() { Uid = uid };
                if (place?.TakenAt + Gathering is { } ripe && ripe > now)
                    next = Sooner(ripe - now, next);
                else
                    due = true;
            }
        }

        // A ledger that was begun anew may have missed one that was made in that moment.
        foreach (var missed in caches.NamespacesOf(tenant).Where(n => !places.ContainsKey(n.Key.Name)))
        {
            changes[missed.Key.Name] = new() { Uid = missed.Uid };
            due = true;
        }

        if (!due)
            changes.Clear();
        return (changes, next);
    }

    private static TimeSpan Sooner(TimeSpan one, TimeSpan? other) => one < other ? one : other ?? one;

    // What the cache shows is there, or was a moment ago: its end comes as an event.
    private string? Cached(string tenant, string name) =>
        caches.Namespaces.Store.TryGet(NamespacedName.Cluster(name), out var cached) && cached.Value.Tenant == tenant ? cached.Uid : null;

    // The cache may lag: no place is given back before the API server says that its namespace is not there.
    private async Task<string?> StoredAsync(string tenant, string name, CancellationToken cancellation)
    {
        using var found = await transport.GetAsync(Kinds.Namespace, NamespacedName.Cluster(name), cancellation);
        if (found is null || StoredMetadata.Of(found.RootElement).Labels.GetValueOrDefault(Labels.Tenant) != tenant)
            return null;
        return found.RootElement.GetProperty("metadata").GetProperty("uid").GetString();
    }

    // The version is the condition: a place that was taken again meanwhile stays taken.
    private async Task<bool> WriteAsync(
        Entity<LedgerEntry> ledger, IReadOnlyDictionary<string, NamespacePlace> places, Dictionary<string, NamespacePlace?> changes, CancellationToken cancellation)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = ledger.ResourceVersion },
            ["taken"] = places.Keys.Union(changes.Keys, StringComparer.Ordinal).Count(name => !changes.TryGetValue(name, out var changed) || changed is not null),
            ["places"] = new JsonObject(changes.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)Json(c.Value)))),
        };
        try
        {
            (await transport.MergePatchAsync(Kinds.NamespaceLedger, ledger.Key, patch, null, cancellation)).Dispose();
        }
        catch (ApiException e) when (e.IsConflict || e.IsNotFound)
        {
            return false;
        }

        foreach (var (name, _) in changes.Where(c => c.Value is null))
            log.PlaceGivenBack(name, ledger.Key.Name);
        return true;
    }

    // A merge patch takes away what it says null of.
    private static JsonObject? Json(NamespacePlace? place) => place is null ? null : new() { ["takenAt"] = null, ["uid"] = place.Uid };
}
