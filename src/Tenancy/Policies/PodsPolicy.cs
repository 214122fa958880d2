using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>What pods may be, compiled.</summary>
public sealed class PodsPolicy(PodsSpec spec)
{
    /// <summary>The Pod Security Standard.</summary>
    public SecurityStandard SecurityStandard { get; } = spec.SecurityStandard ?? SecurityStandard.Restricted;

    /// <summary>Whether the Baseline rules hold.</summary>
    public bool HoldsToBaseline => SecurityStandard != SecurityStandard.Privileged;

    /// <summary>Whether the Restricted rules hold.</summary>
    public bool HoldsToRestricted => SecurityStandard == SecurityStandard.Restricted;
}
