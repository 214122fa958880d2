using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TenantOperator.Certificates;

/// <summary>The certificates that a registration's <c>caBundle</c> trusts, in order.</summary>
internal sealed class TrustBundle
{
    /// <summary>Trusts nobody.</summary>
    public static readonly TrustBundle Empty = new([]);

    private readonly ImmutableArray<X509Certificate2> _certificates;

    private TrustBundle(ImmutableArray<X509Certificate2> certificates) => _certificates = certificates;

    /// <summary>What it trusts, in order.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => _certificates;

    /// <summary>Whether it trusts nobody.</summary>
    public bool IsEmpty => _certificates.IsEmpty;

    /// <summary>When the first of its certificates ends; null when it is empty.</summary>
    public DateTimeOffset? FirstExpiry => IsEmpty ? null : _certificates.Min(c => new DateTimeOffset(c.NotAfter.ToUniversalTime()));

    /// <summary>Reads PEM; what does not parse as a whole trusts nobody.</summary>
    public static TrustBundle Read(string? pem)
    {
        if (pem is null)
            return Empty;
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return new([.. certificates]);
        }
        catch (CryptographicException)
        {
            return Empty;
        }
    }

    /// <summary>Reads what a registration holds: PEM in base64.</summary>
    public static TrustBundle ReadCaBundle(string? caBundle)
    {
        var bytes = new byte[(caBundle?.Length ?? 0) * 3 / 4];
        return Convert.TryFromBase64String(caBundle ?? "", bytes, out var written) ? Read(Encoding.ASCII.GetString(bytes, 0, written)) : Empty;
    }

    /// <summary>What all of several bundles trust; null when there is none.</summary>
    public static TrustBundle? Common(IEnumerable<TrustBundle> bundles)
    {
        TrustBundle? common = null;
        foreach (var bundle in bundles)
            common = common is null ? bundle : new([.. common._certificates.Where(bundle.Contains)]);
        return common;
    }

    /// <summary>The bundle as PEM.</summary>
    public string ToPem() => string.Concat(_certificates.Select(c => c.ExportCertificatePem() + "\n"));

    /// <summary>The bundle as a registration holds it: PEM in base64.</summary>
    public string ToCaBundle() => Convert.ToBase64String(Encoding.ASCII.GetBytes(ToPem()));

    /// <summary>Whether a certificate is in the bundle.</summary>
    public bool Contains(X509Certificate2 certificate) => _certificates.Any(c => c.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    /// <summary>The bundle with a certificate at its end, unless it is there.</summary>
    public TrustBundle With(X509Certificate2 certificate) =>
        // Exported and read again: what is trusted never carries a private key along.
        Contains(certificate) ? this : new(_certificates.Add(X509CertificateLoader.LoadCertificate(certificate.RawData)));

    /// <summary>The bundle with another one's certificates at its end, but for those that it has.</summary>
    public TrustBundle With(TrustBundle other) => other._certificates.Aggregate(this, (all, one) => all.With(one));

    /// <summary>The bundle without another one's certificates.</summary>
    public TrustBundle Without(TrustBundle other) => new([.. _certificates.Where(c => !other.Contains(c))]);

    /// <summary>The last of its certificates, at most so many.</summary>
    public TrustBundle Last(int count) => _certificates.Length <= count ? this : new([.. _certificates.TakeLast(count)]);

    /// <summary>The bundle without what has ended.</summary>
    public TrustBundle At(DateTimeOffset now) =>
        FirstExpiry is { } first && first <= now ? new([.. _certificates.Where(c => c.NotAfter.ToUniversalTime() > now.UtcDateTime)]) : this;
}
