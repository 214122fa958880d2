using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ControlPlanes.Certificates;

/// <summary>The certificate authority of one control plane, in a folder: servers, clients and service account tokens are signed with it.</summary>
public sealed class CertificateAuthority
{
    // A development cluster is thrown away long before; two years saves anyone who keeps one a surprise.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(730);

    private readonly X509Certificate2 certificate;

    private CertificateAuthority(string folder)
    {
        CertificateFile = Path.Combine(folder, "ca.crt");
        KeyFile = Path.Combine(folder, "ca.key");
        if (!File.Exists(CertificateFile) || !File.Exists(KeyFile))
            Create(CertificateFile, KeyFile);
        certificate = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
    }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    /// <summary>Reads the authority that the folder holds, or makes one there.</summary>
    public static CertificateAuthority In(string folder)
    {
        Directory.CreateDirectory(folder);
        return new CertificateAuthority(folder);
    }

    /// <summary>A certificate for a server on 127.0.0.1.</summary>
    public PemPair Server(params string[] dnsNames)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        foreach (string name in dnsNames)
            names.AddDnsName(name);
        return Sign("CN=kube-apiserver", "1.3.6.1.5.5.7.3.1", names);
    }

    /// <summary>A client certificate; the API server takes the user's name from its CN and the groups from its Os.</summary>
    public PemPair Client(string user, params IEnumerable<string> groups)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (string group in groups)
            subject.AddOrganizationName(group);
        subject.AddCommonName(user);
        return Sign(subject.Build(), "1.3.6.1.5.5.7.3.2", names: null);
    }

    private static void Create(string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=development-control-plane", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddHours(-1), now + Lifetime);
        SecretFile.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        SecretFile.Write(certificateFile, made.ExportCertificatePem());
    }

    private PemPair Sign(string subject, string usage, SubjectAlternativeNameBuilder names) =>
        Sign(new X500DistinguishedName(subject), usage, names);

    private PemPair Sign(X500DistinguishedName subject, string usage, SubjectAlternativeNameBuilder? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, true, false));
        if (names is not null)
            request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(certificate, new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter), RandomNumberGenerator.GetBytes(16));
        return new PemPair(signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
