using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation;

/// <summary>Tells whether a required node affinity leaves any of the nodes that have some labels. Each term is enough; in a term all must hold.</summary>
internal static class NodeAffinity
{
    /// <summary>Whether there is no affinity, or a term that the labels do not rule out.</summary>
    public static bool CanHold(JsonElement required, ImmutableArray<NodeLabel> labels)
    {
        if (!required.Exists())
            return true;
        foreach (var term in required.Items("nodeSelectorTerms"u8))
        {
            if (CanTermHold(term, labels))
                return true;
        }
        return false;
    }

    private static bool CanTermHold(JsonElement term, ImmutableArray<NodeLabel> labels)
    {
        foreach (var requirement in term.Items("matchExpressions"u8))
        {
            foreach (var label in labels)
            {
                if (requirement.At("key"u8).IsText(label.Key) && !Holds(requirement, label.Value))
                    return false;
            }
        }
        return true;
    }

    private static bool Holds(JsonElement requirement, string value)
    {
        var op = requirement.At("operator"u8);
        return op.IsText("In") ? HasValue(requirement, value)
            : op.IsText("NotIn") ? !HasValue(requirement, value)
            : op.IsText("Gt") ? Compare(value, requirement) > 0
            : op.IsText("Lt") ? Compare(value, requirement) < 0
            : op.IsText("Exists");
    }

    private static bool HasValue(JsonElement requirement, string value)
    {
        foreach (var item in requirement.Items("values"u8))
        {
            if (item.IsText(value))
                return true;
        }
        return false;
    }

    /// <summary>As the scheduler compares: whole numbers of 64 bits. Null, which is neither less nor more, when either is none.</summary>
    private static int? Compare(string value, JsonElement requirement)
    {
        foreach (var item in requirement.Items("values"u8))
        {
            return item.ValueKind == JsonValueKind.String && TryParse(value, out var left) && TryParse(item.GetString(), out var right) ? left.CompareTo(right) : null;
        }
        return null;
    }

    private static bool TryParse(string? text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
