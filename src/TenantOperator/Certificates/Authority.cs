using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Certificates;

/// <summary>A certificate authority: a self-signed certificate and its key (ECDSA on P-256). It signs the webhooks' serving certificates.</summary>
internal sealed class Authority
{
    /// <summary>
    /// How much earlier than it is made an authority begins to be valid: an API server's clock may be behind ours. A day, since what is wrong with a clock is mostly its time zone, up
    /// to 14 hours, until the network has told the machine the time. Nobody can have signed anything with the key of an authority before it was there.
    /// </summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    private readonly X509Certificate2 _certificate;

    private Authority(X509Certificate2 certificate, string certificatePem, string keyPem)
    {
        _certificate = certificate;
        CertificatePem = certificatePem;
        KeyPem = keyPem;
        Begins = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        Expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
    }

    /// <summary>The certificate as PEM.</summary>
    public string CertificatePem { get; }

    /// <summary>The key as PEM (PKCS#8).</summary>
    public string KeyPem { get; }

    /// <summary>When it begins to be valid.</summary>
    public DateTimeOffset Begins { get; }

    /// <summary>When it was made, by the clock of whoever made it.</summary>
    public DateTimeOffset Created => Begins + ClockSkew;

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

    /// <summary>Whether this authority can sign something that is valid now. Not before it begins: then it was made by a clock that was ahead.</summary>
    public bool IsValidAt(DateTimeOffset now) => Begins <= now && now < Expires;

    /// <summary>
    /// Signs a serving certificate for the names and addresses of the settings. It never outlives its authority, and begins with it: API servers accept it as soon as they accept the
    /// authority, however far ahead the clock of this process is. A later beginning would protect from nothing, for the key is as new as the certificate and never leaves the process.
    /// </summary>
    public ServingCertificate Issue(CertificateSettings settings, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=tenant-operator-webhooks", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        request.CertificateExtensions.Add(Names(settings));

        var end = now + settings.ServingLifetime < Expires ? now + settings.ServingLifetime : Expires;
        using var signed = request.Create(_certificate, Begins, end, RandomNumberGenerator.GetBytes(16));
        return new(signed.CopyWithPrivateKey(key), this, now + ((end - now) * 2 / 3), end);
    }

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
