using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>One requirement of a label query.</summary>
public sealed record LabelRequirement
{
    /// <summary>The label's key.</summary>
    [Required, StringLength(317, MinimumLength = 1)]
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    [Required]
    public LabelOperator Operator { get; init; }

    /// <summary>Values for In and NotIn; empty for the others.</summary>
    [Items(Max = 64), StringLength(63)]
    public IReadOnlyList<string>? Values { get; init; }
}
