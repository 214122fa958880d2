using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Network;

/// <summary>A label selector that the API server takes.</summary>
internal sealed class LabelSelectorValidator : AbstractValidator<LabelSelector>
{
    public LabelSelectorValidator()
    {
        RuleFor(s => s.MatchLabels).Custom((labels, context) =>
        {
            foreach (var (key, value) in labels ?? MetadataMap.Empty)
                context.Fail($"[{key}]", Names.LabelKey(key) ?? Names.LabelValue(value));
        });
        RuleForEach(s => s.MatchExpressions).SetValidator(new RequirementValidator());
    }

    private sealed class RequirementValidator : AbstractValidator<LabelRequirement>
    {
        public RequirementValidator()
        {
            RuleFor(r => r.Key).Obeys(Names.LabelKey);
            RuleFor(r => r.Values).Custom((values, context) => context.Fail("", CountProblem(context.InstanceToValidate.Operator, values?.Count ?? 0)));
            RuleFor(r => r.Values).EachObeys(Names.LabelValue);
        }

        private static string? CountProblem(LabelOperator @operator, int count) => @operator switch
        {
            LabelOperator.In or LabelOperator.NotIn => count == 0 ? Problem.Required($"operator {@operator} has values") : null,
            _ => count > 0 ? Problem.Forbidden($"operator {@operator} has no values") : null,
        };
    }
}
