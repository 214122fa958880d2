using System.Security.Cryptography.X509Certificates;

namespace TenantOperator.Certificates;

/// <summary>A serving certificate with its key, in memory alone.</summary>
/// <param name="Certificate">The certificate and its key.</param>
/// <param name="Issuer">The operator's own authority that signed it; null when it came in a Secret.</param>
/// <param name="RenewAt">When its successor is to be made; when it ends, where somebody else makes it.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record ServingCertificate(X509Certificate2 Certificate, Authority? Issuer, DateTimeOffset RenewAt, DateTimeOffset Expires)
{
    /// <summary>What stands between it and its authority, and is served with it.</summary>
    public X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>When it begins to be valid.</summary>
    public DateTimeOffset Begins => new(Certificate.NotBefore.ToUniversalTime());

    /// <summary>Whether it has begun, and has not ended.</summary>
    public bool IsValidAt(DateTimeOffset now) => Begins <= now && now < Expires;

    /// <summary>Whether an API server that trusts this bundle accepts it.</summary>
    public bool IsTrustedBy(TrustBundle bundle, DateTimeOffset now) =>
        IsValidAt(now) && (Issuer is { } issuer ? issuer.IsIn(bundle) : bundle.Certificates.Any(c => CertificateChain.LeadsTo(c, this, now)));

    /// <summary>Whether whoever accepts the one accepts the other, by a certificate of this bundle that both lead to.</summary>
    public bool SharesTrustWith(ServingCertificate other, TrustBundle bundle, DateTimeOffset now) =>
        bundle.Certificates.Any(c => CertificateChain.LeadsTo(c, this, now) && CertificateChain.LeadsTo(c, other, now));

    /// <summary>Whether both serve the same: a Secret is read anew whenever anything of it changes.</summary>
    public bool IsSameAs(ServingCertificate other) =>
        Certificate.RawDataMemory.Span.SequenceEqual(other.Certificate.RawDataMemory.Span)
        && Intermediates.Select(c => c.Thumbprint).SequenceEqual(other.Intermediates.Select(c => c.Thumbprint), StringComparer.Ordinal);
}
