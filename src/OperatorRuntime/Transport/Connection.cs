using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;

namespace OperatorRuntime;

/// <summary>
/// Sets up HTTP with what KubernetesClient knows: kubeconfig files, exec plugins, tokens and client certificates. Its client itself is not made: it drags
/// the models of all kinds into the native executable, a third of its size and 20 MiB of resident memory, and they are not used here.
/// </summary>
/// <param name="Address">The API server.</param>
/// <param name="Http">For requests to it.</param>
/// <param name="Credentials">To be put into each request; null where the client certificate says who we are, or nothing does.</param>
internal sealed record Connection(Uri Address, HttpClient Http, ServiceClientCredentials? Credentials)
{
    /// <summary>
    /// Sooner than client-go, which asks after 30 s: what a lost connection hides is a Tenant that changed, and the pings of a few processes are nothing to an API server.
    /// </summary>
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(10);

    /// <summary>client-go's: an API server that is starved of processors answers late, and must not have to begin all watches anew for that.</summary>
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);

    /// <exception cref="KubeConfigException">The configuration says too little.</exception>
    public static Connection Open(KubernetesClientConfiguration configuration) => Open(configuration, PingDelay, PingTimeout);

    /// <param name="pingDelay">After so long without a word the peer is asked whether it is there.</param>
    /// <param name="pingTimeout">So long it may take to say so. Both are looked at in steps of a quarter of the shorter, and of a second at least.</param>
    /// <exception cref="KubeConfigException">The configuration says too little.</exception>
    public static Connection Open(KubernetesClientConfiguration configuration, TimeSpan pingDelay, TimeSpan pingTimeout)
    {
        if (!Uri.TryCreate(configuration.Host, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new KubeConfigException($"'{configuration.Host}' is no address of an API server");
        var handler = new SocketsHttpHandler
        {
            // A peer that vanished without a word is noticed within 30 s: every request and watch on the connection fails then, and the next ones go over a new one.
            // HTTP/1.1 has no pings; what goes over that has a time limit of its own.
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = pingDelay,
            KeepAlivePingTimeout = pingTimeout,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // Every watch holds a stream; more than the server's limit must not queue behind each other.
            EnableMultipleHttp2Connections = true,
            // An API server does not redirect, and a token must not go where it did not mean to.
            AllowAutoRedirect = false,
        };
        if (address.Scheme == Uri.UriSchemeHttps)
            handler.SslOptions = Tls(configuration);
        return new(address, new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, Kubernetes.CreateCredentials(configuration));
    }

    private static SslClientAuthenticationOptions Tls(KubernetesClientConfiguration configuration)
    {
        var options = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Check(configuration) };
        if (!string.IsNullOrEmpty(configuration.TlsServerName))
            options.TargetHost = configuration.TlsServerName;
        if (Pem(configuration.ClientCertificateData, configuration.ClientCertificateFilePath) is { } certificate && Pem(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath) is { } key)
            options.ClientCertificates = [Pair(certificate, key)];
        return options;
    }

    private static X509Certificate2 Pair(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException($"the client certificate and its key do not make a pair: {e.Message}", e);
        }
    }

    // A file is asked before what stands in the kubeconfig itself, as the library does it.
    private static string? Pem(string? base64, string? file) =>
        !string.IsNullOrWhiteSpace(file) ? File.ReadAllText(file)
        : !string.IsNullOrWhiteSpace(base64) ? Decoded(base64)
        : null;

    private static string Decoded(string base64)
    {
        try
        {
            return Encoding.ASCII.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException e)
        {
            throw new KubeConfigException("the client certificate or its key is no base64", e);
        }
    }

    /// <summary>
    /// The library's check accepts any name as soon as the chain ends in the configured CA, that is always with a cluster's own CA. A certificate for
    /// another name is refused here before it is asked.
    /// </summary>
    private static RemoteCertificateValidationCallback Check(KubernetesClientConfiguration configuration)
    {
        if (configuration.SkipTlsVerify)
            return (_, _, _, _) => true;
        var trusted = configuration.SslCaCerts ?? throw new KubeConfigException("the kubeconfig names no certificate authority (certificate-authority, or certificate-authority-data)");
        return (sender, certificate, chain, errors) =>
            (errors & (SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable)) == SslPolicyErrors.None
            && Kubernetes.CertificateValidationCallBack(sender, trusted, certificate, chain, errors);
    }
}
