using System.Text.Json;
using Tenancy.Api;

namespace Tenancy.Isolation;

/// <summary>Asks the rules about a request.</summary>
public static class RuleEngine
{
    /// <summary>Runs every rule that guards the request's resource and operation at a stage, and gathers all that they find by what becomes of it.</summary>
    public static Verdict Decide(RuleInput input, Stage stage = Stage.Validation) => Decide(input, RuleCatalogue.For(input.Request, stage));

    /// <summary>Runs the rules that guard whatever there is, and no others.</summary>
    public static Verdict DecideWhatever(RuleInput input) => Decide(input, RuleCatalogue.ForEverything(input.Request.Operation));

    /// <summary>Runs every rule by which a stored object of this kind can be judged, whatever its mode, and gathers all that they find, rule by rule.</summary>
    public static IReadOnlyList<Violation> Audit(RuleInput input)
    {
        var violations = new Violations();
        foreach (var (rule, _) in RuleCatalogue.For(input.Request, Stage.Validation))
        {
            if (rule.NotAudited is null)
                Ask(rule, input, violations);
        }
        return violations.Found;
    }

    private static Verdict Decide(RuleInput input, ReadOnlySpan<RuleCatalogue.GuardedRule> rules)
    {
        Violations denials = new(), warnings = new(), audited = new();
        foreach (var (rule, effect) in rules)
        {
            Ask(rule, input, (input.Policy.Enforcement.ModeOf(rule.Id), effect) switch
            {
                (EnforcementMode.Audit, _) => audited,
                (EnforcementMode.Warn, _) or (_, Effect.Warn) => warnings,
                _ => denials,
            });
        }
        return new(denials.Found, warnings.Found, audited.Found);
    }

    private static void Ask(IRule rule, RuleInput input, Violations violations)
    {
        violations.CurrentRule = rule.Id;
        var before = violations.Count;
        rule.Check(input, violations);

        // Ratcheting: what the stored object breaks already is not this request's doing.
        if (violations.Count == before || !rule.Ratchets || input.Request is not { Operation: Operations.Update, OldObject.ValueKind: JsonValueKind.Object })
            return;
        var stored = new Violations { CurrentRule = rule.Id };
        rule.Check(input.AsStored(), stored);
        violations.Forgive(before, stored);
    }
}
