using Tenancy.Audit;

namespace TenantOperator.Audit;

/// <summary>What the last look at a namespace found.</summary>
/// <param name="Tenant">The tenant whose policy it was held to.</param>
/// <param name="ByKind">What was found of each kind; kinds without violations are not there.</param>
/// <param name="At">When it was looked at.</param>
internal sealed record NamespaceAudit(string Tenant, IReadOnlyDictionary<AuditedKind, Findings> ByKind, DateTimeOffset At)
{
    /// <summary>Of a namespace without violations.</summary>
    public static IReadOnlyDictionary<AuditedKind, Findings> Nothing { get; } = new Dictionary<AuditedKind, Findings>();

    /// <summary>All of it together.</summary>
    public Findings Whole()
    {
        var whole = new Findings();
        foreach (var kind in AuditedKinds.All)
            if (ByKind.TryGetValue(kind, out var found))
                whole.Add(found);
        return whole;
    }

    /// <summary>Whether another look found the same.</summary>
    public bool FoundSame(NamespaceAudit other) => Tenant == other.Tenant && ByKind.Count == other.ByKind.Count
        && ByKind.All(k => other.ByKind.TryGetValue(k.Key, out var found) && found.IsSame(k.Value));
}
