namespace TenantOperator.Certificates;

/// <summary>What the Secret keeps.</summary>
/// <param name="Current">Signs serving certificates; null when there is none that can be used.</param>
/// <param name="Next">Will sign them once every API server trusts it; null outside a rotation.</param>
/// <param name="Bundle">What the registrations are to trust: current, next, and what came before until it ends.</param>
internal sealed record AuthorityState(Authority? Current, Authority? Next, TrustBundle Bundle)
{
    /// <summary>Nothing kept yet.</summary>
    public static readonly AuthorityState Nothing = new(null, null, TrustBundle.Empty);

    /// <summary>Whether a write is needed to come from <paramref name="other"/> to this.</summary>
    public bool DiffersFrom(AuthorityState other) =>
        Current?.CertificatePem != other.Current?.CertificatePem
        || Next?.CertificatePem != other.Next?.CertificatePem
        || Bundle.ToPem() != other.Bundle.ToPem();
}
