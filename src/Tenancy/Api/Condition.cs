using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A condition, as in metav1.Condition.</summary>
public sealed record Condition
{
    /// <summary>What the condition is about.</summary>
    [Required]
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Required]
    public string Status { get; init => field = value ?? "Unknown"; } = "Unknown";

    /// <summary>The generation of the spec that the condition speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When the status last changed.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>One word in CamelCase, for programs.</summary>
    [Required]
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>A sentence, for people.</summary>
    [Required]
    public string Message { get; init => field = value ?? ""; } = "";
}
