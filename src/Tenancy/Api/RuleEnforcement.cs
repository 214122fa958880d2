using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>How strictly one rule holds.</summary>
public sealed record RuleEnforcement
{
    /// <summary>The rule's id, such as <c>pods/image-tags</c>. A few rules are always enforced and cannot be listed; docs/rules.md tells which and why.</summary>
    [Required, StringLength(64, MinimumLength = 3), RegularExpression("^[a-z]+/[a-z-]+$")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What becomes of requests that break it.</summary>
    [Required]
    public EnforcementMode Mode { get; init; }
}
