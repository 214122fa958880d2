using System.Collections.Frozen;
using Tenancy.Api;
using Tenancy.Isolation;

namespace Tenancy.Policies;

/// <summary>How strictly each rule holds for a tenant, compiled.</summary>
public sealed class EnforcementPolicy
{
    private readonly FrozenDictionary<string, EnforcementMode> lenient;

    /// <summary>
    /// Compiles the section. What it does not say clearly opens nothing: a mode that is not known counts as Enforce, and of two modes for a rule
    /// the stricter holds.
    /// </summary>
    public EnforcementPolicy(EnforcementSpec? spec)
    {
        var listed = (spec?.Rules ?? []).Where(r => r is not null).ToLookup(r => r.Id, r => Known(r.Mode), StringComparer.Ordinal);
        var others = Known(spec?.Mode ?? EnforcementMode.Enforce);
        // Without the section the catalogue is left alone: rules may look at the policy of no tenant while they are made.
        lenient = (spec is null ? [] : RuleCatalogue.All)
            .Where(rule => rule.AlwaysEnforced is null)
            .Select(rule => (rule.Id, Mode: listed.Contains(rule.Id) ? listed[rule.Id].Min() : others))
            .Where(rule => rule.Mode != EnforcementMode.Enforce)
            .ToFrozenDictionary(rule => rule.Id, rule => rule.Mode, StringComparer.Ordinal);
    }

    /// <summary>Every rule denies.</summary>
    public static EnforcementPolicy Strict { get; } = new(null);

    /// <summary>What becomes of a request that breaks the rule. Allocates nothing.</summary>
    public EnforcementMode ModeOf(string rule) => lenient.GetValueOrDefault(rule, EnforcementMode.Enforce);

    private static EnforcementMode Known(EnforcementMode mode) => Enum.IsDefined(mode) ? mode : EnforcementMode.Enforce;
}
