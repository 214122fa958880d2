using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>How much pods may stand in the way of a node's drain.</summary>
public sealed record DisruptionSpec
{
    /// <summary>The longest terminationGracePeriodSeconds. Unset: 600.</summary>
    [Range(0, 86_400)]
    public long? MaxTerminationGracePeriodSeconds { get; init; }

    /// <summary>Whether pods may carry annotations that forbid their eviction to autoscalers. Unset: false.</summary>
    public bool? MayBlockEviction { get; init; }
}
