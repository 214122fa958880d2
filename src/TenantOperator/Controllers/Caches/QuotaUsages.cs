using System.Collections.Concurrent;
using System.Text.Json;
using OperatorRuntime;

namespace TenantOperator.Controllers.Caches;

/// <summary>
/// What is used of the tenants' quotas. A quota's status changes with every pod and concerns no reconciliation, so the cache of managed objects leaves it out; it is picked up here on
/// the way, at some 250 bytes a quota. What is taken comes from one thread, the informer's.
/// </summary>
internal sealed class QuotaUsages
{
    private readonly ConcurrentDictionary<NamespacedName, QuotaUsage> _known = new();
    private readonly Dictionary<string, QuotaUsage> _alike = new(StringComparer.Ordinal);
    private readonly NamePool _names = new();

    /// <summary>All that are known, by quota.</summary>
    public IEnumerable<KeyValuePair<NamespacedName, QuotaUsage>> All => _known;

    /// <summary>Takes what a stored quota says.</summary>
    public void Put(JsonElement stored)
    {
        var metadata = stored.GetProperty("metadata");
        var key = new NamespacedName(_names.Get(metadata.GetProperty("namespace")), _names.Get(metadata.GetProperty("name")));
        if (QuotaUsage.Read(stored) is { } usage)
            _known[key] = Shared(usage);
        else
            _known.TryRemove(key, out _);
    }

    /// <summary>Forgets a quota that is gone.</summary>
    public void Remove(NamespacedName key) => _known.TryRemove(key, out _);

    // Names are those of all quotas with the same resources; most allow what the one before them did as well. The sets of resources are those of the platform's Tenants and classes: few, and no tenant writes them.
    private QuotaUsage Shared(QuotaUsage usage)
    {
        var set = string.Join(',', usage.Resources);
        if (!_alike.TryGetValue(set, out var alike))
            return _alike[set] = usage;
        if (!alike.Hard.AsSpan().SequenceEqual(usage.Hard))
            return _alike[set] = usage with { Resources = alike.Resources };
        return usage with { Resources = alike.Resources, Hard = alike.Hard };
    }
}
