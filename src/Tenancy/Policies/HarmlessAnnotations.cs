namespace Tenancy.Policies;

/// <summary>
/// Annotations that pass where a tenant lists none. Chosen by one test: whatever the value, nothing outside the object's own
/// traffic changes. So no snippets, no regular expressions, no authentication by URL, no foreign references, no certificates.
/// </summary>
public static class HarmlessAnnotations
{
    /// <summary>Book-keeping of tools: no controller acts on the traffic by these.</summary>
    public static IReadOnlyList<string> OfTools { get; } =
    [
        "kubectl.kubernetes.io/last-applied-configuration",
        "kubernetes.io/description",
        "app.kubernetes.io/*",
        "meta.helm.sh/release-name",
        "meta.helm.sh/release-namespace",
        "argocd.argoproj.io/tracking-id",
        "kustomize.toolkit.fluxcd.io/checksum",
    ];

    /// <summary>On an Ingress: how its own requests are timed, sized and redirected to https. ingress/class judges the class's annotation.</summary>
    public static IReadOnlyList<string> OnIngress { get; } =
    [
        .. OfTools,
        "kubernetes.io/ingress.class",
        "nginx.ingress.kubernetes.io/affinity",
        "nginx.ingress.kubernetes.io/backend-protocol",
        "nginx.ingress.kubernetes.io/client-body-buffer-size",
        "nginx.ingress.kubernetes.io/enable-cors",
        "nginx.ingress.kubernetes.io/force-ssl-redirect",
        "nginx.ingress.kubernetes.io/limit-connections",
        "nginx.ingress.kubernetes.io/limit-rpm",
        "nginx.ingress.kubernetes.io/limit-rps",
        "nginx.ingress.kubernetes.io/proxy-body-size",
        "nginx.ingress.kubernetes.io/proxy-buffering",
        "nginx.ingress.kubernetes.io/proxy-connect-timeout",
        "nginx.ingress.kubernetes.io/proxy-read-timeout",
        "nginx.ingress.kubernetes.io/proxy-send-timeout",
        "nginx.ingress.kubernetes.io/ssl-redirect",
        "nginx.ingress.kubernetes.io/whitelist-source-range",
    ];

    /// <summary>On a Service, with a load balancer or without: nothing that a cloud's controller reads.</summary>
    public static IReadOnlyList<string> OnService { get; } =
    [
        .. OfTools,
        "service.kubernetes.io/topology-mode",
        "service.kubernetes.io/topology-aware-hints",
        // Judged as the field of the same meaning.
        "service.beta.kubernetes.io/load-balancer-source-ranges",
    ];
}
