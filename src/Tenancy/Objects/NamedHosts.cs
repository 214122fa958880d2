using System.Text.Json;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>All hosts that an Ingress or a Service names: for traffic, for certificates, for DNS records.</summary>
public static class NamedHosts
{
    /// <summary>
    /// Annotations whose values are host names, one or several: whoever reads them publishes, serves or certifies these for the object. Subject
    /// names of certificates that are no host names are here too: they fit in no list of hosts, and so are refused.
    /// </summary>
    private static readonly string[] Keys =
    [
        "external-dns.alpha.kubernetes.io/hostname",
        "external-dns.alpha.kubernetes.io/internal-hostname",
        "external-dns.alpha.kubernetes.io/cloudflare-custom-hostname",
        "external-dns.kubernetes.io/hostname",
        "external-dns.kubernetes.io/internal-hostname",
        "dns.alpha.kubernetes.io/external",
        "dns.alpha.kubernetes.io/internal",
        "domainName",
        "cert-manager.io/common-name",
        "cert-manager.io/alt-names",
        "cert-manager.io/ip-sans",
        "cert-manager.io/uri-sans",
        "cert-manager.io/email-sans",
        "nginx.ingress.kubernetes.io/server-alias",
        "ingress.kubernetes.io/server-alias",
        "ingress.kubernetes.io/server-alias-regex",
        "ingress.kubernetes.io/redirect-from",
        "ingress.kubernetes.io/redirect-from-regex",
        "haproxy-ingress.github.io/server-alias",
        "haproxy-ingress.github.io/server-alias-regex",
        "haproxy-ingress.github.io/redirect-from",
        "haproxy-ingress.github.io/redirect-from-regex",
        "konghq.com/host-aliases",
        "konghq.com/snis",
        "appgw.ingress.kubernetes.io/hostname-extension",
        "tailscale.com/hostname",
    ];

    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>The hosts of rules, of tls, and of annotations; what is unset or of no JSON type for a host is left out of the first two.</summary>
    public static IEnumerable<NamedHost> Of(AdmissionRequest request)
    {
        var o = IngressView.Of(request);
        return InRules(o.Spec).Concat(InTls(o.Spec)).Concat(InAnnotations(o));
    }

    /// <summary>The hosts of annotations.</summary>
    public static IEnumerable<NamedHost> InAnnotations(IngressView o)
    {
        if (o.Annotations.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var annotation in o.Annotations.EnumerateObject())
        {
            if (IsRedirect(annotation))
            {
                foreach (var host in OfRedirect(o.Spec, annotation.Value))
                    yield return host;
            }
            else if (IsNaming(annotation))
            {
                foreach (var host in Split(annotation))
                    yield return host;
            }
        }
    }

    private static IEnumerable<NamedHost> InRules(JsonElement spec)
    {
        var i = 0;
        foreach (var rule in spec.Items("rules"u8))
        {
            if (rule.At("host"u8) is { ValueKind: JsonValueKind.String } host)
                yield return new(host.GetString(), host, "spec.rules", i);
            i++;
        }
    }

    private static IEnumerable<NamedHost> InTls(JsonElement spec)
    {
        var i = 0;
        foreach (var entry in spec.Items("tls"u8))
        {
            var j = 0;
            foreach (var host in entry.Items("hosts"u8))
            {
                if (host.ValueKind == JsonValueKind.String)
                    yield return new(host.GetString(), host, "spec.tls", i, j);
                j++;
            }
            i++;
        }
    }

    private static bool IsNaming(JsonProperty annotation)
    {
        foreach (var key in Keys)
        {
            if (annotation.NameEquals(key))
                return true;
        }
        // traefik: .0.main, .0.sans
        return annotation.NameStartsWith("traefik.ingress.kubernetes.io/router.tls.domains."u8);
    }

    private static IEnumerable<NamedHost> Split(JsonProperty annotation)
    {
        var path = $"metadata.annotations[{annotation.Name}]";
        if (annotation.Value.ValueKind != JsonValueKind.String)
            return [new(null, annotation.Value, path)];
        return annotation.Value.GetString()!.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(name => new NamedHost(name, annotation.Value, path));
    }

    // With it ingress-nginx serves www.HOST beside HOST, and HOST beside www.HOST. What it takes for false, and nothing else, is no redirect.
    private static bool IsRedirect(JsonProperty annotation) =>
        annotation.NameEquals("nginx.ingress.kubernetes.io/from-to-www-redirect") && !annotation.Value.IsText("false");

    private static IEnumerable<NamedHost> OfRedirect(JsonElement spec, JsonElement value)
    {
        const string Path = "metadata.annotations[nginx.ingress.kubernetes.io/from-to-www-redirect]";
        const string Www = "www.";
        return InRules(spec).Select(h => new NamedHost(h.Name!.StartsWith(Www, StringComparison.OrdinalIgnoreCase) ? h.Name[Www.Length..] : Www + h.Name, value, Path));
    }
}
