using System.Net.Security;
using k8s;

namespace OperatorRuntime;

/// <summary>Sets up the HTTP client of KubernetesClient, which knows kubeconfig files, exec plugins, tokens and client certificates.</summary>
internal static class Connection
{
    public static Kubernetes Open(KubernetesClientConfiguration configuration)
    {
        SocketsHttpHandler? sockets = null;
        configuration.FirstMessageHandlerSetup = handler =>
        {
            sockets = handler;
            // A peer that vanished without a word is noticed in 45 s (client-go's figures), not in the library's 3.5 min.
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
            handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
            handler.ConnectTimeout = TimeSpan.FromSeconds(10);
            // Every watch holds a stream; more than the server's limit must not queue behind each other.
            handler.EnableMultipleHttp2Connections = true;
        };
        var client = new Kubernetes(configuration);
        if (sockets is not null && !configuration.SkipTlsVerify)
        {
            CheckHostName(sockets);
        }
        return client;
    }

    /// <summary>
    /// The library's callback accepts any name as soon as the chain ends in the configured CA, that is always with a cluster's
    /// own CA. A certificate for another name is refused here before it is asked.
    /// </summary>
    private static void CheckHostName(SocketsHttpHandler handler)
    {
        if (handler.SslOptions.RemoteCertificateValidationCallback is { } chainCheck)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                (errors & (SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable)) == SslPolicyErrors.None
                && chainCheck(sender, certificate, chain, errors);
        }
    }
}
