namespace Tenancy.Objects;

/// <summary>
/// Tells which annotations are references, by their key's name whatever its domain: each controller has its own domain, and forks and
/// vendors change it (nginx.ingress.kubernetes.io, ingress.kubernetes.io, haproxy.org, haproxy-ingress.github.io, nginx.org, …).
/// </summary>
internal static class ReferenceAnnotations
{
    /// <summary>How names end that refer to a Secret, a ConfigMap or a certificate: auth-secret, auth-tls-secret, proxy-ssl-secret, fastcgi-params-configmap, server-ca, server-crt.</summary>
    private static readonly string[] Endings = ["-secret", "-configmap", "-ca", "-crt", "-cert"];

    private static readonly string[] Names =
    [
        "auth-proxy-set-headers", "proxy-set-headers", "custom-headers", "proxy-add-headers", // ingress-nginx: ConfigMaps
        "cr-backend", "default-backend", // HAProxy: a custom resource; ingress-nginx: a Service
        "app-protect-policy", "app-protect-security-log", "app-protect-dos-resource", "policies", "jwt-key", // NGINX Ingress Controller
        "plugins", "override", "client-cert", // Kong
    ];

    /// <summary>What the key says.</summary>
    public static Reference Of(string key)
    {
        var name = key.AsSpan(key.IndexOf('/', StringComparison.Ordinal) + 1);
        if (name is "router.middlewares" or "router.tls.options" or "service.serverstransport")
            return Reference.TraefikObjects;
        // projectcontour.io/tls-cert-namespace, k8s.apisix.apache.org/svc-namespace
        if (name.EndsWith("-namespace"))
            return Reference.Namespace;
        foreach (var ending in Endings)
        {
            if (name.EndsWith(ending))
                return Reference.Objects;
        }
        foreach (var known in Names)
        {
            if (name.SequenceEqual(known))
                return Reference.Objects;
        }
        return Reference.Unknown;
    }
}
