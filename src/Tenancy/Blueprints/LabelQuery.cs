using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>Label selectors, as the API server evaluates them: all requirements must hold; an empty selector matches everything.</summary>
internal static class LabelQuery
{
    public static bool Matches(LabelSelector selector, IReadOnlyDictionary<string, string> labels) =>
        (selector.MatchLabels ?? MetadataMap.Empty).All(l => labels.TryGetValue(l.Key, out var value) && value == l.Value)
        && (selector.MatchExpressions ?? []).All(r => Holds(r, labels));

    private static bool Holds(LabelRequirement requirement, IReadOnlyDictionary<string, string> labels)
    {
        var there = labels.TryGetValue(requirement.Key, out var value);
        var listed = there && (requirement.Values ?? []).Contains(value, StringComparer.Ordinal);
        return requirement.Operator switch
        {
            LabelOperator.In => listed,
            LabelOperator.NotIn => !listed,
            LabelOperator.Exists => there,
            LabelOperator.DoesNotExist => !there,
            _ => false,
        };
    }
}
