using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A label query, as everywhere in Kubernetes. Empty: everything.</summary>
public sealed record LabelSelector
{
    /// <summary>Labels that must be there with just these values.</summary>
    [Items(Max = 32), StringLength(63)]
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Requirements, all of which must hold.</summary>
    [Items(Max = 32)]
    public IReadOnlyList<LabelRequirement>? MatchExpressions { get; init; }
}
