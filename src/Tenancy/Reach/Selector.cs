using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Validation.Syntax;

namespace Tenancy.Reach;

/// <summary>Reads label selectors (apimachinery, LabelSelectorAsSelector): all requirements must hold; without any, everything matches.</summary>
internal static class Selector
{
    /// <summary>Those of <paramref name="connections"/> where the labels of an aspect match; null when the selector is no valid one.</summary>
    /// <param name="selector">The selector; one that is absent selects everything, as <c>podSelector</c> does in a spec.</param>
    /// <param name="aspect">Whose labels they are.</param>
    /// <param name="connections">What is to be limited.</param>
    /// <param name="effort">What it may cost.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static Connections? Limit(JsonElement selector, Aspect aspect, Connections connections, Effort effort, out string? problem)
    {
        problem = null;
        if (!selector.Exists())
            return connections;
        var requirements = new List<(string Key, LabelValues Values)>();
        problem = selector.ValueKind != JsonValueKind.Object ? "is no label selector"
            : selector.Unknown("matchLabels", "matchExpressions") is { } field ? $"has a field \"{field}\" that is not known"
            : ReadLabels(selector.At("matchLabels"u8), requirements, effort) ?? ReadExpressions(selector.At("matchExpressions"u8), requirements, effort);
        return problem is null ? connections.And(aspect, requirements) : null;
    }

    private static string? ReadLabels(JsonElement labels, List<(string Key, LabelValues Values)> requirements, Effort effort)
    {
        if (!labels.Exists())
            return null;
        if (labels.ValueKind != JsonValueKind.Object)
            return "has matchLabels that are no object";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in labels.EnumerateObject())
        {
            effort.Spend(1);
            // Of two equal keys some parsers take the first, some the last.
            if (!Names.IsQualified(label.Name) || !seen.Add(label.Name) || !IsValue(label.Value))
                return $"has a label \"{label.Name}\": {label.Value.Show()} that is no label";
            requirements.Add((label.Name, LabelValues.In(label.Value.GetString()!)));
        }
        return null;
    }

    private static string? ReadExpressions(JsonElement expressions, List<(string Key, LabelValues Values)> requirements, Effort effort)
    {
        if (!expressions.IsListOrAbsent())
            return "has matchExpressions that are no list";
        for (var i = 0; expressions.HasItems() && i < expressions.GetArrayLength() && !effort.IsSpent; i++)
        {
            if (Read(expressions[i], effort) is not { } requirement)
                return $"has a requirement {expressions[i].Show()} that is none";
            requirements.Add(requirement);
        }
        return null;
    }

    private static (string Key, LabelValues Values)? Read(JsonElement requirement, Effort effort)
    {
        effort.Spend(1);
        if (requirement.ValueKind != JsonValueKind.Object || requirement.Unknown("key", "operator", "values") is not null
            || requirement.String("key"u8) is not { } key || !Names.IsQualified(key) || !requirement.At("values"u8).IsListOrAbsent())
            return null;
        var values = new List<string>();
        foreach (var value in requirement.Items("values"u8))
        {
            effort.Spend(1);
            if (!IsValue(value))
                return null;
            values.Add(value.GetString()!);
        }
        var limit = (requirement.String("operator"u8), values.Count) switch
        {
            ("In", > 0) => LabelValues.In(values),
            ("NotIn", > 0) => LabelValues.NotIn(values),
            ("Exists", 0) => LabelValues.Present,
            ("DoesNotExist", 0) => LabelValues.Absent,
            _ => null,
        };
        return limit is null ? null : (key, limit);
    }

    private static bool IsValue(JsonElement value) => value.ValueKind == JsonValueKind.String && Names.LabelValue(value.GetString()!) is null;
}
