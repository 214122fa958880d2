using System.Collections.Concurrent;
using OperatorRuntime;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Controllers.Classes;

/// <summary>Which tenants have a class, and which of them its present state has reached.</summary>
internal sealed class ClassProgress(ClusterCaches caches, TimeProvider time)
{
    // One that cannot be reached holds the others up no longer than this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Sent> _sent = new(StringComparer.Ordinal);

    /// <summary>The tenants of a class, by name; of the empty name, those that have none.</summary>
    public IReadOnlyList<Entity<TenantEntry>> TenantsOf(string name) =>
    [
        .. caches.Tenants.Store.All.Where(t => !t.Value.Deleting && t.Value.Tenant is not null && caches.Effective.ClassNameOf(t.Value) == name)
            .OrderBy(t => t.Key.Name, StringComparer.Ordinal),
    ];

    /// <summary>Whether the status of a tenant says that this state of its class stands in all its namespaces.</summary>
    public static bool IsReached(Entity<TenantEntry> tenant, string? revision) =>
        string.Equals(NamespaceReports.StoredRevision(tenant.Value.Status), revision, StringComparison.Ordinal);

    /// <summary>Those that were not sent on their way for this state of the class.</summary>
    public IReadOnlyList<Entity<TenantEntry>> Waiting(string name, string? revision, IEnumerable<Entity<TenantEntry>> open)
    {
        var sent = SentFor(name, revision);
        return [.. open.Where(t => !sent.At.ContainsKey(t.Uid))];
    }

    /// <summary>How many were sent a moment ago and are not there yet.</summary>
    public int UnderWay(string name, string? revision, IEnumerable<Entity<TenantEntry>> open)
    {
        var sent = SentFor(name, revision);
        return open.Count(t => sent.At.TryGetValue(t.Uid, out var since) && time.GetElapsedTime(since) < Patience);
    }

    /// <summary>Notes that a tenant was sent on its way. What fails from then on is retried by itself.</summary>
    public void Send(string name, string? revision, Entity<TenantEntry> tenant) => SentFor(name, revision).At.TryAdd(tenant.Uid, time.GetTimestamp());

    /// <summary>Forgets a class of which all is done.</summary>
    public void Forget(string name) => _sent.TryRemove(name, out _);

    private Sent SentFor(string name, string? revision)
    {
        // A key is worked on by one worker at a time.
        var sent = _sent.GetOrAdd(name, _ => new(revision, new(StringComparer.Ordinal)));
        return string.Equals(sent.Revision, revision, StringComparison.Ordinal) ? sent : _sent[name] = new(revision, new(StringComparer.Ordinal));
    }

    private sealed record Sent(string? Revision, Dictionary<string, long> At);
}
