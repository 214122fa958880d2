using FluentValidation;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation;

/// <summary>Modes of rules that there are, and that have modes.</summary>
internal sealed class EnforcementValidator : AbstractValidator<EnforcementSpec>
{
    public EnforcementValidator()
    {
        RuleFor(e => e.Rules).AreUniqueBy(r => r.Id, r => r.Id, ".id");
        RuleForEach(e => e.Rules).ChildRules(entry => entry.RuleFor(r => r.Id).Custom((id, context) => context.Fail("", ProblemOf(id, context.InstanceToValidate.Mode))));
    }

    // To say of such a rule that it is enforced says nothing wrong.
    private static string? ProblemOf(string id, EnforcementMode mode)
    {
        if (RuleCatalogue.All.FirstOrDefault(rule => rule.Id == id) is not { } known)
            return Problem.Invalid(id, NearMatch.Of(id, RuleCatalogue.All.Select(r => r.Id)) is { } near ? $"is no rule; did you mean \"{near}\"?" : "is no rule; docs/rules.md lists them");
        return mode != EnforcementMode.Enforce && known.AlwaysEnforced is { } why ? Problem.Forbidden($"{id} is always enforced. {why}") : null;
    }
}
