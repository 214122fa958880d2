using FluentValidation;
using Tenancy.Api;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Resources;

/// <summary>A LimitRange that the API server takes.</summary>
internal sealed class LimitRangeValidator : AbstractValidator<LimitRangeSpec>
{
    public LimitRangeValidator()
    {
        RuleFor(r => r.Name).Obeys(Names.ObjectSuffix);
        RuleFor(r => r.Limits).Obeys(limits => limits.Count == 0 ? Problem.Required("a limit range limits something") : null);
        RuleFor(r => r.Limits).AreUniqueBy(l => l.Type, l => l.Type.ToString(), ".type");
        RuleFor(r => r.Limits).Custom((limits, context) =>
        {
            for (var i = 0; i < (limits?.Count ?? 0); i++)
            {
                foreach (var (path, problem) in LimitProblems.Of(limits![i]))
                    context.Fail($"[{i}].{path}", problem);
            }
        });
    }
}
