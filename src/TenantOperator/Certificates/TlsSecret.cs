using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TenantOperator.Configuration;

namespace TenantOperator.Certificates;

/// <summary>
/// A Secret of type kubernetes.io/tls that somebody else keeps: <c>tls.crt</c> (the certificate, then what stands between it and its authority), <c>tls.key</c>,
/// <c>ca.crt</c> (what the registrations are to trust).
/// </summary>
/// <param name="Certificate">What is to be served; null when it cannot be, at any time.</param>
/// <param name="Authorities">What is to be trusted. It may hold more than the certificate needs: the next authority, ahead of its first certificate.</param>
/// <param name="Flaw">Why there is no certificate, in words that name no content; null when there is one.</param>
internal sealed record TlsSecret(ServingCertificate? Certificate, TrustBundle Authorities, string? Flaw)
{
    /// <summary>There is no Secret.</summary>
    public static readonly TlsSecret Missing = new(null, TrustBundle.Empty, "it is not there");

    /// <summary>When whoever is trusted by <c>ca.crt</c> ends: of those that the certificate leads to, the last. Null when there is none.</summary>
    public DateTimeOffset? AuthorityExpires(DateTimeOffset now)
    {
        var leading = Authorities.Certificates.Where(c => Certificate is { } certificate && CertificateChain.LeadsTo(c, certificate, now)).ToArray();
        var counted = leading.Length > 0 ? leading : [.. Authorities.Certificates];
        return counted.Length == 0 ? null : counted.Max(End);
    }

    /// <summary>Reads a Secret. Nothing throws.</summary>
    public static TlsSecret Read(JsonElement secret, CertificateSettings settings)
    {
        var authorities = TrustBundle.Read(SecretData.Text(secret, "ca.crt"));
        var chain = Chain(SecretData.Text(secret, "tls.crt"));
        if (chain.Count == 0)
            return Flawed("tls.crt is missing or holds no certificate");
        if (WithKey(SecretData.Text(secret, "tls.crt"), SecretData.Text(secret, "tls.key")) is not { } leaf)
            return Flawed("tls.key is missing, or is not the key of the first certificate in tls.crt");
        if (!IsSupported(leaf))
            return Flawed("tls.key is neither ECDSA nor RSA of 2048 bits or more");
        var name = settings.DnsNames.Concat(settings.IpAddresses).FirstOrDefault(n => !leaf.MatchesHostname(n, allowWildcards: true, allowCommonName: false));
        if (name is not null)
            return Flawed($"tls.crt is not made out to {name}, by which the API server calls");
        if (authorities.IsEmpty)
            return Flawed("ca.crt is missing or holds no certificate");
        return new(new(leaf, null, End(leaf), End(leaf)) { Intermediates = [.. chain.Skip(1)] }, authorities, null);

        TlsSecret Flawed(string flaw) => new(null, authorities, flaw);
    }

    /// <summary>Why the certificate cannot be served at a time; null when it can.</summary>
    /// <param name="trusted">What every webhook of the registrations trusts; null when there are no registrations.</param>
    /// <param name="now">The time.</param>
    public string? Problem(TrustBundle? trusted, DateTimeOffset now)
    {
        if (Certificate is not { } certificate)
            return Flaw;
        if (now >= certificate.Expires)
            return $"tls.crt has ended {certificate.Expires:u}";
        if (now < certificate.Begins)
            return $"tls.crt begins only {certificate.Begins:u}";
        // An authority that has left ca.crt may still be trusted by the registrations, and an API server asks nobody else.
        return certificate.IsTrustedBy(Authorities, now) || (trusted is not null && certificate.IsTrustedBy(trusted, now))
            ? null
            : "no certificate in ca.crt vouches for tls.crt: another authority signed it, one between them is missing or has ended, or it is not for servers";
    }

    private static X509Certificate2Collection Chain(string? pem)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(pem);
            return chain;
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static X509Certificate2? WithKey(string? pem, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    // With another key every handshake would fail, however well the certificate verifies.
    private static bool IsSupported(X509Certificate2 leaf)
    {
        using var rsa = leaf.GetRSAPrivateKey();
        using var ecdsa = leaf.GetECDsaPrivateKey();
        return ecdsa is not null || rsa is { KeySize: >= 2048 };
    }

    private static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());
}
