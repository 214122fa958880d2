using System.Globalization;
using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>What pods may be.</summary>
internal sealed class PodsValidator : AbstractValidator<PodsSpec>
{
    // A day, as the schema says.
    private const long LongestGracePeriod = 86_400;

    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];

    public PodsValidator()
    {
        RuleFor(p => p.AllowedCapabilities).EachObeys(Entries.Capability);
        RuleFor(p => p.Registries).EachObeys(Entries.Image);
        RuleFor(p => p.ImagePullPolicies).EachObeys(policy => PullPolicies.Contains(policy, StringComparer.Ordinal) ? null : Problem.Unsupported(policy, PullPolicies));
        RuleFor(p => p.Tolerations).AreUniqueBy(t => t, t => t.Key ?? "");
        RuleForEach(p => p.Tolerations).SetValidator(new TolerationValidator());
        RuleFor(p => p.PriorityClasses!).SetValidator(new ClassesValidator(OfSystem)).When(p => p.PriorityClasses is not null);
        RuleFor(p => p.RuntimeClasses!).SetValidator(new ClassesValidator(_ => null)).When(p => p.RuntimeClasses is not null);
        RuleFor(p => p.NodeSelector).Custom((labels, context) =>
        {
            foreach (var (key, value) in labels ?? MetadataMap.Empty)
                context.Fail($"[{key}]", Names.LabelKey(key) ?? Names.LabelValue(value));
        });
        RuleFor(p => p.Schedulers).EachObeys(Entries.Path);
        RuleFor(p => p.DeniedServiceAccounts).EachObeys(Entries.Path);
        RuleFor(p => p.ServiceAccountTokens!).ChildRules(tokens => tokens.RuleFor(t => t.Audiences).EachObeys(Entries.Path)).When(p => p.ServiceAccountTokens is not null);
        RuleFor(p => p.CsiDrivers).EachObeys(Entries.Path);
        RuleFor(p => p.Annotations).EachObeys(Entries.Path);
        RuleFor(p => p.RequiredResources!).ChildRules(required =>
        {
            required.RuleFor(r => r.Requests).EachObeys(ResourceNames.OfContainer);
            required.RuleFor(r => r.Limits).EachObeys(ResourceNames.OfContainer);
        }).When(p => p.RequiredResources is not null);
        RuleFor(p => p.Disruption!).ChildRules(disruption =>
            disruption.RuleFor(d => d.MaxTerminationGracePeriodSeconds).Obeys(GracePeriod)).When(p => p.Disruption is not null);
    }

    // Refused when a pod names it, whatever is listed here.
    private static string? OfSystem(string name) =>
        name.StartsWith("system-", StringComparison.Ordinal) ? Problem.Forbidden("classes that begin with system- are the system's") : null;

    private static string? GracePeriod(long? seconds) => seconds is < 0 or > LongestGracePeriod
        ? Problem.Invalid(seconds.Value.ToString(CultureInfo.InvariantCulture), $"must be between 0 and {LongestGracePeriod}, inclusive")
        : null;
}
