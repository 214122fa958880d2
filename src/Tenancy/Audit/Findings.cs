using Tenancy.Isolation;

namespace Tenancy.Audit;

/// <summary>What of some stored objects breaks which rules: counts, and a few examples of each. Takes the same memory for three objects as for three million.</summary>
public sealed class Findings
{
    private readonly SortedDictionary<string, RuleFindings> byRule = new(StringComparer.Ordinal);

    /// <summary>How many objects break a rule, each counted once.</summary>
    public int Objects { get; private set; }

    /// <summary>The rules that are broken, by id.</summary>
    public IReadOnlyDictionary<string, RuleFindings> ByRule => byRule;

    /// <summary>Adds an object that breaks rules; one without violations adds nothing.</summary>
    public void Add(StoredObject stored, IReadOnlyList<Violation> violations)
    {
        if (violations.Count == 0)
            return;
        Objects++;
        var example = new Example(stored.Kind, stored.Namespace, stored.Name, stored.Uid);
        string? last = null;
        // They come rule by rule.
        foreach (var violation in violations)
        {
            if (!string.Equals(violation.RuleId, last, StringComparison.Ordinal))
                Of(violation.RuleId).Add(example, violation);
            last = violation.RuleId;
        }
    }

    /// <summary>Adds what was found elsewhere.</summary>
    public void Add(Findings others)
    {
        Objects += others.Objects;
        foreach (var (rule, found) in others.byRule)
            Of(rule).Add(found);
    }

    /// <summary>Whether the same counts and examples were found.</summary>
    public bool IsSame(Findings other) => Objects == other.Objects && byRule.Count == other.byRule.Count
        && byRule.All(r => other.byRule.TryGetValue(r.Key, out var found) && found.Count == r.Value.Count && found.Examples.SequenceEqual(r.Value.Examples));

    /// <summary>Lets go of the words of the violations: they are told once and then take memory.</summary>
    public void ForgetProblems()
    {
        foreach (var found in byRule.Values)
            found.FirstProblem = null;
    }

    private RuleFindings Of(string rule)
    {
        if (!byRule.TryGetValue(rule, out var found))
            byRule[rule] = found = new();
        return found;
    }
}
