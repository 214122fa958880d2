using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Webhooks.Serving;

/// <summary>
/// Who may connect to the webhooks, where API servers show a certificate of their own (Kubernetes documentation, "Authenticate API servers"; there is no other way to tell one from anybody
/// else who reaches the port). Nothing secret is answered, so this is for those who want to keep others from asking at all.
/// </summary>
public sealed class ClientTrust
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection authorities = [];
    private readonly HashSet<string> names;

    /// <param name="authorities">PEM of the certificates that sign those of API servers.</param>
    /// <param name="names">The common names that are let in; empty: all that the authorities signed.</param>
    /// <exception cref="ArgumentException">The PEM holds no certificate.</exception>
    /// <exception cref="CryptographicException">The PEM holds something that is none.</exception>
    public ClientTrust(string authorities, IEnumerable<string> names)
    {
        this.authorities.ImportFromPem(authorities);
        if (this.authorities.Count == 0)
            throw new ArgumentException("there is no certificate in it", nameof(authorities));
        this.names = names.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Has a handshake ask for a certificate, and fail without one that is trusted.</summary>
    internal void Apply(SslServerAuthenticationOptions options)
    {
        options.ClientCertificateRequired = true;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 shown && IsTrusted(shown);
    }

    private bool IsTrusted(X509Certificate2 shown)
    {
        // Of one's own: the machine's authorities are nobody that we were told to trust.
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        return chain.Build(shown) && (names.Count == 0 || names.Contains(shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false)));
    }
}
