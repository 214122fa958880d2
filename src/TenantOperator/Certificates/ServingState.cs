namespace TenantOperator.Certificates;

/// <summary>What a webhook process serves, and what it is about to serve.</summary>
/// <param name="Served">Null while there is nothing.</param>
/// <param name="Waiting">What every registration trusts, but not every API server may know of yet; null when nothing waits.</param>
/// <param name="DueAt">When it is served.</param>
internal sealed record ServingState(ServingCertificate? Served, ServingCertificate? Waiting = null, DateTimeOffset DueAt = default)
{
    /// <summary>Nothing is served yet.</summary>
    public static readonly ServingState Nothing = new(Served: null);
}
