using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TenantOperator.Tests.Certificates;

/// <summary>A certificate and its key, made as freely as somebody else might make it: nothing of it is checked.</summary>
internal sealed class TestCertificate
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private TestCertificate(string name, TestCertificate? issuer, bool isAuthority, IReadOnlyList<string> madeOutTo, string usage, DateTimeOffset begins, DateTimeOffset ends, bool withKeyIds)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        if (withKeyIds)
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (withKeyIds && issuer is not null)
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, true, false));
        if (!isAuthority)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (madeOutTo.Count > 0)
            request.CertificateExtensions.Add(Names(madeOutTo));
        Certificate = request.Create(
            (issuer ?? this).SubjectOr(request.SubjectName), X509SignatureGenerator.CreateForECDsa((issuer ?? this)._key), begins, ends, RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>Without its key.</summary>
    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public string KeyPem => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>Signed by itself.</summary>
    public static TestCertificate Root(string name, DateTimeOffset begins, DateTimeOffset ends, bool withKeyIds = true) => new(name, null, true, [], ForServers, begins, ends, withKeyIds);

    /// <summary>Signed by itself, and no authority.</summary>
    public static TestCertificate SelfSigned(string madeOutTo, DateTimeOffset begins, DateTimeOffset ends) => new(madeOutTo, null, false, [madeOutTo], ForServers, begins, ends, true);

    /// <summary>An authority that this one signs.</summary>
    public TestCertificate Intermediate(string name, DateTimeOffset begins, DateTimeOffset ends) => new(name, this, true, [], ForServers, begins, ends, true);

    /// <summary>A certificate that this one signs.</summary>
    public TestCertificate Leaf(string madeOutTo, DateTimeOffset begins, DateTimeOffset ends, string usage = ForServers, bool withKeyIds = true) =>
        new("leaf", this, false, [madeOutTo], usage, begins, ends, withKeyIds);

    private X500DistinguishedName SubjectOr(X500DistinguishedName own) => Certificate?.SubjectName ?? own;

    private static X509Extension Names(IEnumerable<string> madeOutTo)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in madeOutTo)
        {
            if (IPAddress.TryParse(name, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(name);
        }

        return names.Build();
    }
}
