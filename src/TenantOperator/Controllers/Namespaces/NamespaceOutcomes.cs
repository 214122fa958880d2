using System.Collections.Concurrent;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// How the last reconciliation of each namespace ended, for the status of its tenant. Kept in memory alone: after a restart
/// everything is looked at again, and until then the stored status holds.
/// </summary>
internal sealed class NamespaceOutcomes
{
    private readonly ConcurrentDictionary<string, NamespaceOutcome> _outcomes = new(StringComparer.Ordinal);

    private Action<string> _changed = _ => { };

    /// <summary>Has the tenant's name told when an outcome differs from the one before. Before the controllers run.</summary>
    public void OnChange(Action<string> told) => _changed += told;

    /// <summary>The outcome for a namespace; null when it was not looked at yet.</summary>
    public NamespaceOutcome? Of(string ns) => _outcomes.GetValueOrDefault(ns);

    /// <summary>Keeps an outcome.</summary>
    public void Set(string ns, NamespaceOutcome outcome)
    {
        var before = Of(ns);
        _outcomes[ns] = outcome;
        if (before != outcome)
            _changed(outcome.Tenant);
    }

    /// <summary>Forgets a namespace that is gone.</summary>
    public void Forget(string ns) => _outcomes.TryRemove(ns, out _);
}
