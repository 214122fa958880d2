using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Webhooks.Serving;

/// <summary>
/// The certificate that new connections are served with. Whoever makes certificates calls <see cref="Serve"/>; connections that
/// stand keep the one they began with. Safe for concurrent use.
/// </summary>
/// <param name="clients">Who may connect; null: whoever reaches the port.</param>
public sealed class ServedCertificate(ClientTrust? clients = null)
{
    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    private volatile Served? served;

    /// <summary>The leaf that is served, or null while there is none: handshakes then fail, and the process is not ready.</summary>
    public X509Certificate2? Current => served?.Leaf;

    /// <summary>Serves this leaf, with its private key, and the intermediates between it and the authority, from the next connection on.</summary>
    /// <exception cref="ArgumentException">The leaf has no private key. What was served is still.</exception>
    public void Serve(X509Certificate2 leaf, X509Certificate2Collection? intermediates = null)
    {
        if (!leaf.HasPrivateKey)
            throw new ArgumentException($"The serving certificate {leaf.Subject} has no private key.", nameof(leaf));

        // Built once, not for each handshake. Offline: a chain is never completed over the network while a client waits.
        var context = SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            ApplicationProtocols = Protocols,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        clients?.Apply(options);
        served = new(leaf, options);
    }

    /// <summary>What a connection that begins now is served with.</summary>
    /// <exception cref="AuthenticationException">There is no certificate yet.</exception>
    internal SslServerAuthenticationOptions Options =>
        served?.Options ?? throw new AuthenticationException("There is no serving certificate yet.");

    private sealed record Served(X509Certificate2 Leaf, SslServerAuthenticationOptions Options);
}
