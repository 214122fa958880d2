using FluentValidation;
using Tenancy.Api;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>A toleration that the API server takes (kubernetes, pkg/apis/core/validation, ValidateTolerations): new pods get it, and must not be refused for it.</summary>
internal sealed class TolerationValidator : AbstractValidator<Toleration>
{
    private static readonly string[] Operators = ["Equal", "Exists"];
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public TolerationValidator()
    {
        RuleFor(t => t.Key!).Obeys(key => key.Length == 0 ? null : Names.LabelKey(key));
        RuleFor(t => t.Operator).Custom((name, context) => context.Fail("", OperatorProblem(name, context.InstanceToValidate)));
        RuleFor(t => t.Value!).Custom((value, context) => context.Fail("", ValueProblem(value, context.InstanceToValidate)));
        RuleFor(t => t.Effect!).Obeys(effect => Effects.Contains(effect, StringComparer.Ordinal) ? null : Problem.Unsupported(effect, Effects));
        RuleFor(t => t.TolerationSeconds).Custom((seconds, context) =>
            context.Fail("", seconds is not null && context.InstanceToValidate.Effect != "NoExecute" ? Problem.Forbidden("only with effect NoExecute") : null));
    }

    private static string? OperatorProblem(string? name, Toleration toleration) =>
        name is not null && !Operators.Contains(name, StringComparer.Ordinal) ? Problem.Unsupported(name, Operators)
        : string.IsNullOrEmpty(toleration.Key) && name != "Exists" ? Problem.Invalid(name ?? "", "must be Exists when key is empty, which means every taint")
        : null;

    private static string? ValueProblem(string? value, Toleration toleration) =>
        string.IsNullOrEmpty(value) ? null
        : toleration.Operator == "Exists" ? Problem.Invalid(value, "must be empty when operator is Exists")
        : Names.LabelValue(value);
}
