using FluentValidation;
using Tenancy.Api;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>What pods may be.</summary>
internal sealed class PodsValidator : AbstractValidator<PodsSpec>
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];

    public PodsValidator()
    {
        RuleFor(p => p.AllowedCapabilities).EachObeys(Entries.Capability);
        RuleFor(p => p.Registries).EachObeys(Entries.Image);
        RuleFor(p => p.ImagePullPolicies).EachObeys(policy => PullPolicies.Contains(policy, StringComparer.Ordinal) ? null : Problem.Unsupported(policy, PullPolicies));
        RuleFor(p => p.Tolerations).AreUniqueBy(t => t, t => t.Key ?? "");
        RuleForEach(p => p.Tolerations).SetValidator(new TolerationValidator());
    }
}
