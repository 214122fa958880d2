using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s.Models;

namespace Integration.Certificates;

/// <summary>An authority of the platform team, which keeps the webhooks' certificate in a Secret.</summary>
internal sealed class TestAuthority
{
    private readonly X509Certificate2 _certificate;
    private readonly TestAuthority? _above;

    private TestAuthority(TestAuthority? above)
    {
        _above = above;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // All of the same name: what tells them apart is their keys.
        var request = new CertificateRequest(above is null ? "CN=platform authority" : "CN=platform intermediate", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = above is null
            ? request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddMinutes(60))
            : request.Create(above._certificate, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(30), RandomNumberGenerator.GetBytes(16)).CopyWithPrivateKey(key);
    }

    /// <summary>What is to be trusted.</summary>
    public X509Certificate2 Root => _above?.Root ?? _certificate;

    public static TestAuthority Create() => new(above: null);

    /// <summary>An authority below this one.</summary>
    public TestAuthority Intermediate() => new(this);

    /// <summary>A Secret with a certificate for an address that ends after a time, and what leads to it.</summary>
    public V1Secret Secret(string name, TimeSpan lifetime, string address = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=webhooks", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(_certificate, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow + lifetime, RandomNumberGenerator.GetBytes(16));
        return new()
        {
            Type = "kubernetes.io/tls",
            Metadata = new() { Name = name },
            Data = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["tls.crt"] = Text($"{leaf.ExportCertificatePem()}\n{(_above is null ? "" : _certificate.ExportCertificatePem())}\n"),
                ["tls.key"] = Text(key.ExportPkcs8PrivateKeyPem()),
                ["ca.crt"] = Text(Root.ExportCertificatePem()),
            },
        };
    }

    private static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
