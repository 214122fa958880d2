using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Certificates;

/// <summary>A certificate authority: a self-signed certificate and its key (ECDSA on P-256). It signs the webhooks' serving certificates.</summary>
internal sealed class Authority
{
    /// <summary>How much earlier than now a certificate begins to be valid: an API server's clock may be behind ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly X509Certificate2 _certificate;

    private Authority(X509Certificate2 certificate, string certificatePem, string keyPem)
    {
        _certificate = certificate;
        CertificatePem = certificatePem;
        KeyPem = keyPem;
        Created = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()) + ClockSkew;
        Expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
    }

    /// <summary>The certificate as PEM.</summary>
    public string CertificatePem { get; }

    /// <summary>The key as PEM (PKCS#8).</summary>
    public string KeyPem { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>When its successor is to be made: after two thirds of its lifetime.</summary>
    public DateTimeOffset RenewAt => Created + ((Expires - Created) * 2 / 3);

    /// <summary>Makes a new authority.</summary>
    public static Authority Create(DateTimeOffset now, TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=tenant-operator webhook authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var certificate = request.CreateSelfSigned(now - ClockSkew, now + lifetime);
        return new(certificate, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Reads an authority from PEM; null when it is broken, or the key is not the certificate's.</summary>
    public static Authority? TryRead(string? certificatePem, string? keyPem)
    {
        if (certificatePem is null || keyPem is null)
            return null;
        try
        {
            var certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority);
            return isAuthority ? new(certificate, certificatePem, keyPem) : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether this authority's certificate is in a bundle.</summary>
    public bool IsIn(TrustBundle bundle) => bundle.Contains(_certificate);

    /// <summary>The bundle with this authority's certificate in it.</summary>
    public TrustBundle AddedTo(TrustBundle bundle) => bundle.With(_certificate);

    /// <summary>Whether this authority can sign something that is valid now.</summary>
    public bool IsValidAt(DateTimeOffset now) => now < Expires;

    /// <summary>Signs a serving certificate for the names and addresses of the settings. It never outlives its authority.</summary>
    public ServingCertificate Issue(CertificateSettings settings, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=tenant-operator-webhooks", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        request.CertificateExtensions.Add(Names(settings));

        var begin = Later(now - ClockSkew, Created - ClockSkew);
        var end = now + settings.ServingLifetime < Expires ? now + settings.ServingLifetime : Expires;
        using var signed = request.Create(_certificate, begin, end, RandomNumberGenerator.GetBytes(16));
        return new(signed.CopyWithPrivateKey(key), this, now + ((end - now) * 2 / 3), end);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static X509Extension Names(CertificateSettings settings)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in settings.DnsNames)
            names.AddDnsName(name);
        foreach (var address in settings.IpAddresses)
            names.AddIpAddress(System.Net.IPAddress.Parse(address));
        return names.Build();
    }
}
