namespace TenantOperator.Controllers.Caches;

/// <summary>Which state of a Tenant and of its class something was done for.</summary>
/// <param name="Generation">The generation of the Tenant.</param>
/// <param name="Class">The state of the class; null when there was none.</param>
internal sealed record PolicyRevision(long Generation, string? Class)
{
    /// <summary>Whether this is not behind of another.</summary>
    public bool Covers(PolicyRevision other) => Generation >= other.Generation && string.Equals(Class, other.Class, StringComparison.Ordinal);
}
