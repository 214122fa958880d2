using System.Collections.Concurrent;
using System.Text.Json;
using OperatorRuntime;

namespace TenantOperator.Controllers.Caches;

/// <summary>
/// What is used of the tenants' quotas. A quota's status changes with every pod and concerns no reconciliation, so the cache of managed objects leaves it out; it is picked up here on
/// the way, at some 200 bytes a quota.
/// </summary>
internal sealed class QuotaUsages
{
    private readonly ConcurrentDictionary<NamespacedName, QuotaUsage> _known = new();
    private readonly ConcurrentDictionary<string, string[]> _names = new(StringComparer.Ordinal);

    /// <summary>All that are known, by quota.</summary>
    public IEnumerable<KeyValuePair<NamespacedName, QuotaUsage>> All => _known;

    /// <summary>Takes what a stored quota says.</summary>
    public void Put(JsonElement stored)
    {
        var metadata = stored.GetProperty("metadata");
        var key = new NamespacedName(metadata.GetProperty("namespace").GetString() ?? "", metadata.GetProperty("name").GetString() ?? "");
        if (QuotaUsage.Read(stored, Shared) is { } usage)
            _known[key] = usage;
        else
            _known.TryRemove(key, out _);
    }

    /// <summary>Forgets a quota that is gone.</summary>
    public void Remove(NamespacedName key) => _known.TryRemove(key, out _);

    // The sets of resources are those of the platform's Tenants and classes: few, and no tenant writes them.
    private string[] Shared(string[] names) => _names.GetOrAdd(string.Join(',', names), names);
}
