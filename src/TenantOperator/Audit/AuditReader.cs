using OperatorRuntime;
using Tenancy.Audit;
using Tenancy.Isolation;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Audit;

/// <summary>
/// Reads the stored objects of a kind page by page, judges each as it arrives and lets it go: what it holds at a time is one object and the counts.
/// </summary>
internal sealed class AuditReader(
    KubeTransport transport, ClusterCaches caches, AuditPolicies policies, StoredObjectJudge judge, AuditPace pace, AuditMetrics metrics, ILogger<AuditReader> log)
{
    /// <summary>Objects a page. The API server reads them from etcd at one go; client-go's lists have as many.</summary>
    public const int PageSize = 500;

    // A token dies with the compaction of etcd, five minutes after the first page. Who does not get through in that time three times never will.
    private const int MostBeginnings = 3;

    // Which version a server has it tells once: the place of the version in the kind's list.
    private readonly Dictionary<AuditedKind, int> _version = [];

    /// <summary>What objects of the kind break, by namespace; namespaces without violations are not there.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">Only this namespace; null: all of them.</param>
    /// <param name="facts">What the rules ask of the cluster.</param>
    /// <param name="meanwhile">Done before each page: what cannot wait.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ApiException">The API server refused or failed.</exception>
    public async Task<Dictionary<string, Findings>> ReadAsync(AuditedKind kind, string? ns, IClusterFacts facts, Func<Task> meanwhile, CancellationToken cancellation)
    {
        for (var beginning = 1; ; beginning++)
        {
            try
            {
                return await PagesAsync(kind, ns, facts, meanwhile, cancellation);
            }
            catch (ApiException e) when (e.IsGone && beginning < MostBeginnings)
            {
                log.BeginAnew(kind);
            }
        }
    }

    private async Task<Dictionary<string, Findings>> PagesAsync(AuditedKind kind, string? ns, IClusterFacts facts, Func<Task> meanwhile, CancellationToken cancellation)
    {
        var all = new Dictionary<string, Findings>(StringComparer.Ordinal);
        // Without a resourceVersion: at 0 the limit is ignored and everything comes at once, from a cache of any age.
        var options = new ListOptions { Namespace = ns, Limit = PageSize };
        do
        {
            await meanwhile();
            await pace.WaitAsync(cancellation);
            // Apart: a page that breaks off in its middle is read again.
            var page = new Dictionary<string, Findings>(StringComparer.Ordinal);
            var end = await PageAsync(kind, options, facts, page, cancellation);
            if (end is null)
                return all;
            foreach (var (name, found) in page)
                Of(all, name).Add(found);
            options = options with { Continue = end.Value.Continue };
        }
        while (!string.IsNullOrEmpty(options.Continue));
        return all;
    }

    // Null when the server has the kind in no version.
    private async Task<ListEnd?> PageAsync(AuditedKind kind, ListOptions options, IClusterFacts facts, Dictionary<string, Findings> page, CancellationToken cancellation)
    {
        for (var place = _version.GetValueOrDefault(kind); place < kind.Versions.Count; place++)
        {
            var version = kind.Versions[place];
            try
            {
                var type = new ResourceType(kind.Group, version, kind.Plural, kind.Kind, Namespaced: true);
                var end = await transport.ListAsync(type, options, o => Judge(new(kind, version, o), facts, page), cancellation);
                _version[kind] = place;
                return end;
            }
            catch (ApiException e) when (e.IsNotFound)
            {
                // A later version of the server may have another.
            }
        }

        _version.Remove(kind);
        return null;
    }

    private void Judge(StoredObject stored, IClusterFacts facts, Dictionary<string, Findings> page)
    {
        var key = default(NamespacedName);
        try
        {
            key = new(stored.Namespace, stored.Name);
            var ns = key.Namespace;
            if (!caches.Namespaces.Store.TryGet(NamespacedName.Cluster(ns), out var found) || found.Value.Terminating || policies.Of(found.Value.Tenant) is not { } policy)
                return;
            var violations = judge.Judge(stored, policy, facts);
            if (violations.Count > 0)
                Of(page, ns).Add(stored, violations);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Rules throw at nothing; should one do, the others' objects are still looked at.
            metrics.Unjudged(stored.Kind);
            log.Unjudged(e, stored.Kind, key);
        }
    }

    private static Findings Of(Dictionary<string, Findings> all, string ns)
    {
        if (!all.TryGetValue(ns, out var found))
            all[ns] = found = new();
        return found;
    }
}
