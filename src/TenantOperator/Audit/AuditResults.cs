using System.Collections.Concurrent;
using Tenancy.Audit;

namespace TenantOperator.Audit;

/// <summary>
/// What the audit found, by namespace. Kept in memory alone, a few words for a namespace that breaks nothing: after a restart everything is looked at
/// again, and until then the stored status holds.
/// </summary>
internal sealed class AuditResults
{
    private readonly ConcurrentDictionary<string, NamespaceAudit> _known = new(StringComparer.Ordinal);

    private Action<string> _changed = _ => { };

    /// <summary>All that is known.</summary>
    public IEnumerable<KeyValuePair<string, NamespaceAudit>> All => _known;

    /// <summary>Has the tenant's name told when a look found something else than the one before. Before the audit runs.</summary>
    public void OnChange(Action<string> told) => _changed += told;

    /// <summary>What was found in a namespace; null when it was not looked at yet.</summary>
    public NamespaceAudit? Of(string ns) => _known.GetValueOrDefault(ns);

    /// <summary>Keeps what was found.</summary>
    public void Set(string ns, NamespaceAudit audit)
    {
        var before = Of(ns);
        _known[ns] = audit;
        if (before is null || !before.FoundSame(audit))
            _changed(audit.Tenant);
    }

    /// <summary>Forgets a namespace that is gone.</summary>
    public void Forget(string ns) => _known.TryRemove(ns, out _);

    /// <summary>What was found for a tenant; null while one of its namespaces was not looked at.</summary>
    public Findings? Of(string tenant, IEnumerable<string> namespaces)
    {
        var whole = new Findings();
        foreach (var ns in namespaces)
        {
            if (Of(ns) is not { } audit || audit.Tenant != tenant)
                return null;
            whole.Add(audit.Whole());
        }

        return whole;
    }
}
