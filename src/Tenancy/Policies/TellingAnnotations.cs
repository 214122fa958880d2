using System.Text.Json;

namespace Tenancy.Policies;

/// <summary>
/// Annotations of Services that name hosts, addresses or cloud identities, which pass only where a tenant lists them. Known by the domain of
/// their key; and by their value, whatever the key, when that is a list of addresses or an identity.
/// </summary>
internal static class TellingAnnotations
{
    private const string Hosts = "names hosts";
    private const string Addresses = "chooses addresses or what announces them";
    private const string Cloud = "speaks to the cloud with the platform's credentials";
    private const string Ingress = "steers an ingress controller, past the rules on ingresses";
    private const string Identity = "names a cloud identity";
    private const string Mesh = "joins the service with others of other clusters or catalogues";

    /// <summary>Domains, with all below them.</summary>
    private static readonly (string Domain, string Problem)[] Domains =
    [
        ("external-dns.alpha.kubernetes.io", Hosts),
        ("external-dns.kubernetes.io", Hosts),
        ("dns.alpha.kubernetes.io", Hosts), // kops' dns-controller
        ("cert-manager.io", Hosts),
        ("getambassador.io", Hosts), // /config holds Mappings of any host
        ("tailscale.com", Hosts),
        ("ingress.kubernetes.io", Ingress), // alb., nginx., traefik.: read from Services too
        ("service.beta.kubernetes.io", Cloud), // AWS, Azure, OpenStack, Alibaba, DigitalOcean, …
        ("service.kubernetes.io", Cloud), // Tencent, IBM; the harmless ones pass before
        ("cloud.google.com", Cloud),
        ("networking.gke.io", Cloud),
        ("amazonaws.com", Identity),
        ("azure.workload.identity", Identity),
        ("iam.gke.io", Identity),
        ("azure.com", Cloud),
        ("oraclecloud.com", Cloud),
        ("openstack.org", Cloud),
        ("hetzner.cloud", Cloud),
        ("digitalocean.com", Cloud),
        ("civo.com", Cloud),
        ("metallb.universe.tf", Addresses),
        ("metallb.io", Addresses),
        ("kube-vip.io", Addresses),
        ("purelb.io", Addresses),
        ("loxilb.io", Addresses),
        ("kubesphere.io", Addresses), // OpenELB
        ("kube-router.io", Addresses),
        ("projectcalico.org", Addresses),
        ("k8s.v1.cni.cncf.io", Addresses), // Multus
        ("k3s.cattle.io", Addresses), // klipper: on which nodes
        ("cilium.io", Addresses),
        ("io.cilium", Mesh),
        ("consul.hashicorp.com", Mesh),
        ("linkerd.io", Mesh),
        ("multicluster.kubernetes.io", Mesh),
        ("multicluster.x-k8s.io", Mesh),
        ("submariner.io", Mesh),
    ];

    /// <summary>What is wrong with the annotation, to stand behind it; null when nothing is.</summary>
    public static string? Problem(string key, JsonElement value)
    {
        // route53-kubernetes, and Huawei's load balancers, which took Kubernetes' own domain.
        if (key == "domainName")
            return Hosts;
        if (key.StartsWith("kubernetes.io/elb.", StringComparison.Ordinal))
            return Cloud;
        var domain = key.AsSpan(0, Math.Max(0, key.IndexOf('/', StringComparison.Ordinal)));
        foreach (var (known, problem) in Domains)
        {
            if (Objects.HostName.IsWithin(domain, known))
                return problem;
        }
        return value.ValueKind == JsonValueKind.String ? ProblemOf(value.GetString()!) : "has a value that is no string";
    }

    private static string? ProblemOf(string value)
    {
        if (value.StartsWith("arn:", StringComparison.Ordinal) || value.EndsWith(".gserviceaccount.com", StringComparison.Ordinal))
            return Identity;
        var count = 0;
        foreach (var part in value.AsSpan().Split(','))
        {
            var text = value.AsSpan(part).Trim();
            if (!IpAddress.TryParse(text, out _) && !AddressRange.TryParse(text, out _))
                return null;
            count++;
        }
        return count > 0 ? "names addresses" : null;
    }
}
