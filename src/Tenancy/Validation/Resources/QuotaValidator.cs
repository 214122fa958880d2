using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Resources;

/// <summary>A ResourceQuota that the API server takes, and that can be used up.</summary>
internal sealed class QuotaValidator : AbstractValidator<QuotaSpec>
{
    // Two names of one thing: a quota on "cpu" is one on "requests.cpu".
    private static readonly string[] RequestNames = ["cpu", "memory", "ephemeral-storage"];

    public QuotaValidator()
    {
        RuleFor(q => q.Name).Obeys(Names.ObjectSuffix);
        RuleFor(q => q.Hard).Obeys(hard => hard.Count == 0 ? Problem.Required("a quota bounds something") : null);
        RuleFor(q => q.Hard).Custom(Check);
    }

    private static void Check(IReadOnlyDictionary<string, string>? hard, ValidationContext<QuotaSpec> context)
    {
        var problems = (hard ?? MetadataMap.Empty)
            .Select(h => (h.Key, Problem: ResourceNames.InQuota(h.Key) ?? Amounts.Of(h.Key, h.Value)))
            .Where(h => h.Problem is not null).ToList();
        foreach (var (name, problem) in problems.Count > 0 ? problems : Contradictions(hard))
            context.Fail($"[{name}]", problem);
    }

    private static IEnumerable<(string Name, string? Problem)> Contradictions(IReadOnlyDictionary<string, string>? hard)
    {
        foreach (var name in RequestNames)
        {
            if (Amounts.Find(hard, name) is { } shorthand && Amounts.Find(hard, $"requests.{name}") is { } request && shorthand != request)
                yield return (name, Problem.Invalid(hard![name], $"must be equal to requests.{name}, of which it is another name"));
            if (Amounts.Find(hard, $"limits.{name}") is { } limit && (Amounts.Find(hard, $"requests.{name}") ?? Amounts.Find(hard, name)) is { } requests && requests > limit)
                yield return ($"limits.{name}", Problem.Invalid(hard![$"limits.{name}"], $"must be greater than or equal to requests.{name}, which could never be used up"));
        }
    }
}
