using System.Collections.Frozen;

namespace Tenancy.Policies;

/// <summary>
/// Annotations of pods by which a component that may more than the tenant does for a pod what its spec could not ask for: the runtime and its
/// plugins on the node, the network plugin, the cloud's identities, agents. Applications annotate pods with keys of their own, so the rest passes.
/// </summary>
/// <remarks>
/// Not here: what only changes the spec before the rules see it (sidecar injectors: <c>sidecar.istio.io</c>, <c>vault.hashicorp.com</c>) or the
/// pod's own network namespace (a mesh is no wall around a pod: its proxy's user goes past it).
/// </remarks>
public static class SteeringAnnotations
{
    private const string? Harmless = null;
    private const string OfKubernetes = "the domain is Kubernetes' own, and this key is not known to be harmless";
    private const string Runtime = "it steers the container runtime on the node";
    private const string Network = "it steers the network plugin";
    private const string Identity = "it asks the cloud for an identity, an address or a machine";
    private const string Agent = "it has an agent of the node connect to what it names";

    // Domains, with all below them, and whole keys. What stands deeper goes before what stands above it.
    private static readonly FrozenDictionary<string, string?> Table = new Dictionary<string, string?>
    {
        // Reserved for Kubernetes' components and add-ons (API conventions): a list of what is allowed.
        ["kubernetes.io"] = OfKubernetes,
        ["k8s.io"] = OfKubernetes,
        ["kubernetes.io/change-cause"] = Harmless,
        ["kubernetes.io/created-by"] = Harmless,
        ["kubernetes.io/description"] = Harmless,
        // Both bound the pod's own traffic, which is unbounded without them.
        ["kubernetes.io/egress-bandwidth"] = Harmless,
        ["kubernetes.io/ingress-bandwidth"] = Harmless,
        // Written by the API server's plugins LimitRanger and PodSecurityPolicy (up to 1.24).
        ["kubernetes.io/limit-ranger"] = Harmless,
        ["kubernetes.io/psp"] = Harmless,
        // Marks a pod as the image of a file on the node: drains pass it by. Kubelets alone write it.
        ["kubernetes.io/config.mirror"] = "kubelets write it on what they run from files",
        ["app.kubernetes.io"] = Harmless,
        ["applyset.kubernetes.io"] = Harmless,
        ["batch.kubernetes.io"] = Harmless,
        ["config.k8s.io"] = Harmless,
        ["config.kubernetes.io"] = Harmless,
        ["controller.kubernetes.io"] = Harmless,
        ["jobset.sigs.k8s.io"] = Harmless,
        ["kubectl.kubernetes.io"] = Harmless,
        ["leaderworkerset.sigs.k8s.io"] = Harmless,
        // Rules of their own: pods/disruption, pods/apparmor, pods/seccomp.
        ["cluster-autoscaler.kubernetes.io"] = Harmless,
        ["descheduler.alpha.kubernetes.io"] = Harmless,
        ["container.apparmor.security.beta.kubernetes.io"] = Harmless,
        ["seccomp.security.alpha.kubernetes.io"] = Harmless,
        // CRI-O's are a key for each container below it: seccomp-profile.kubernetes.cri-o.io/web.
        ["cri-o.io"] = Runtime,
        ["crio.io"] = Runtime,
        ["containerd.io"] = Runtime,
        // Plugins of the runtime (NRI): devices, mounts, CPUs and memory of the node.
        ["nri.io"] = Runtime,
        ["noderesource.dev"] = Runtime,
        ["koordinator.sh"] = Runtime,
        ["gke.io"] = Identity,
        ["cncf.io"] = Network,
        ["multus-cni.io"] = Network,
        ["projectcalico.org"] = Network,
        ["cilium.io"] = Network,
        ["ovn.org"] = Network,
        ["antrea.io"] = Network,
        ["spidernet.io"] = Network,
        ["kube-router.io"] = Network,
        ["openstack.org"] = Network,
        ["yangtse.io"] = Network,
        ["pod.network.openshift.io"] = Network,
        ["ambient.istio.io"] = Network,
        // kube2iam and kiam: roles for whoever asks; EKS, ECI, TKE: roles, addresses, machines.
        ["amazonaws.com"] = Identity,
        ["azure.workload.identity"] = Identity,
        ["aliyun.com"] = Identity,
        ["alibabacloud.com"] = Identity,
        ["tencent.com"] = Identity,
        ["volcengine.com"] = Identity,
        ["oraclecloud.com"] = Identity,
        ["spiffe.io"] = Identity,
        ["ad.datadoghq.com"] = Agent,
        ["co.elastic.metrics"] = Agent,
        ["co.elastic.monitor"] = Agent,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string?>.AlternateLookup<ReadOnlySpan<char>> Find = Table.GetAlternateLookup<ReadOnlySpan<char>>();

    // Keys without a slash whose domain stands the other way round, as runtimes name them (org.systemd.property: CVE-2024-3154).
    private static readonly (string Prefix, string Effect)[] Prefixes =
    [
        ("com.github.containers.", Runtime), ("dev.gvisor.", Runtime), ("io.containerd.", Runtime), ("io.containers.", Runtime), ("io.katacontainers.", Runtime),
        ("io.kubernetes.", Runtime), ("org.criu.", Runtime), ("org.systemd.property.", Runtime), ("run.oci.", Runtime), ("io.cilium.", Network),
    ];

    /// <summary>
    /// What the annotation does, to stand behind its value and a colon; null when it steers nothing. Keys are compared without regard to case: the
    /// API server takes any, and nobody writes another in good faith.
    /// </summary>
    public static string? EffectOf(ReadOnlySpan<char> key)
    {
        if (Find.TryGetValue(key, out var effect))
            return effect;
        foreach (var (prefix, does) in Prefixes)
        {
            if (key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return does;
        }
        var domain = key.IndexOf('/') is >= 0 and var slash ? key[..slash] : key;
        while (!Find.TryGetValue(domain, out effect))
        {
            var dot = domain.IndexOf('.');
            if (dot < 0)
                return null;
            domain = domain[(dot + 1)..];
        }
        return effect;
    }
}
