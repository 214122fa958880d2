namespace TenantOperator.Controllers.Volumes;

/// <summary>How the claim that a volume names is.</summary>
internal enum ClaimState
{
    /// <summary>There is no such claim, or it is another of the same name.</summary>
    Gone,

    /// <summary>It waits to be bound.</summary>
    Unbound,

    /// <summary>It is bound to the volume.</summary>
    Bound,
}
