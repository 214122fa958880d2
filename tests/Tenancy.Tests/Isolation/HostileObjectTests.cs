using CsCheck;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Tenancy.Tests.Isolation;

public sealed class HostileObjectTests
{
    private static readonly TenantPolicy[] Policies =
    [
        TenantPolicy.Compile(new() { Metadata = new() { Name = "acme" } }),
        TenantPolicy.Compile(new()
        {
            Metadata = new() { Name = "acme" },
            Spec = new()
            {
                Services = new()
                {
                    NodePorts = new() { Allowed = true, Ranges = ["30000-30099"] },
                    LoadBalancers = new() { Allowed = true, SourceRanges = ["10.0.0.0/8"], Addresses = ["10.0.0.0/8"], Classes = ["a"], Annotations = ["b"] },
                    ExternalNames = ["*.example.com"],
                    ExternalIPs = ["10.0.0.0/8"],
                    Annotations = ["a"],
                    EndpointAddresses = ["10.0.0.0/8", "::/0"],
                },
                Namespaces = new() { AllowedLabels = ["*"], AllowedAnnotations = ["regex:a+"] },
                Rbac = new() { MembersOnly = true },
                Resources = new() { Allowed = ["issuers.cert-manager.io"] },
                Storage = new() { Classes = new() { Default = "acme", Allowed = ["acme", "regex:"] }, AttributesClasses = ["*"] },
                Ingress = new() { Hosts = ["*.acme.example.com"], Classes = new() { Allowed = ["nginx"] }, Annotations = ["a"] },
            },
        }),
    ];

    public static TheoryData<string> Rules =>
        [.. RuleCatalogue.All.Select(r => r.Id).Where(id => id.Split('/')[0] is "services" or "ingress" or "endpoints" or "namespaces" or "managed" or "rbac" or "quotas" or "resources" or "storage")];

    [Theory]
    [MemberData(nameof(Rules))]
    public void No_object_makes_a_rule_throw(string id)
    {
        var rule = RuleCatalogue.All.Single(r => r.Id == id);
        var json = AnyObject.Of(
            "metadata", "spec", "status", "name", "generateName", "labels", "annotations", "ownerReferences", "apiVersion", "finalizers",
            "tenantoperator.io/tenant", "app.kubernetes.io/managed-by", "kubernetes.io/metadata.name", "kubernetes.io/ingress.class", "service.beta.kubernetes.io/load-balancer-source-ranges",
            "type", "ports", "nodePort", "healthCheckNodePort", "allocateLoadBalancerNodePorts", "externalTrafficPolicy", "loadBalancerClass", "loadBalancerIP",
            "loadBalancerSourceRanges", "externalName", "externalIPs", "ingressClassName", "rules", "host", "http", "paths", "backend", "resource", "tls", "hosts", "defaultBackend", "pathType", "path", "clusterIP", "clusterIPs",
            "subsets", "addresses", "notReadyAddresses", "ip", "targetRef", "namespace", "endpoints", "addressType", "endpointslice.kubernetes.io/managed-by",
            "external-dns.alpha.kubernetes.io/hostname", "nginx.ingress.kubernetes.io/from-to-www-redirect", "nginx.ingress.kubernetes.io/auth-secret",
            "traefik.ingress.kubernetes.io/router.middlewares",
            "roleRef", "subjects", "kind", "apiGroup", "namespace", "verbs", "apiGroups", "resources", "nonResourceURLs",
            "storageClassName", "volumeAttributesClassName", "volumeName", "selector", "matchLabels", "matchExpressions", "key", "operator", "values", "dataSource", "dataSourceRef",
            "volumeClaimTemplates", "template", "volumes", "ephemeral", "volumeClaimTemplate", "phase", "volume.beta.kubernetes.io/storage-class", "pv.kubernetes.io/bind-completed");
        Gen.Select(json, json, Gen.OneOf(Policies)).Sample((stored, written, policy) => AnyObject.Ask(rule, stored, written, policy), iter: 3000);
    }
}
