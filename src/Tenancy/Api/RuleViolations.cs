using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>What of the tenant's stored objects breaks one rule.</summary>
public sealed record RuleViolations
{
    /// <summary>The rule's id, such as <c>pods/privileged</c>.</summary>
    [Required]
    public string Rule { get; init => field = value ?? ""; } = "";

    /// <summary>How many stored objects would be refused by the rule if they were written anew.</summary>
    public int Count { get; init; }

    /// <summary>A few of them, as <c>Kind/namespace/name</c>.</summary>
    public IReadOnlyList<string>? Examples { get; init; }
}
