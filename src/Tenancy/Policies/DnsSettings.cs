using System.Collections.ObjectModel;
using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>Where the cluster's DNS answers (UDP and TCP port 53), for the network policy that lets pods ask it.</summary>
public sealed record DnsSettings
{
    private static readonly LabelSelector KubeSystem = Label("kubernetes.io/metadata.name", "kube-system");
    private static readonly LabelSelector KubeDns = Label("k8s-app", "kube-dns");

    /// <summary>The namespace of the DNS pods. Unset: kube-system, by the label that API servers from 1.21 on set themselves.</summary>
    public LabelSelector NamespaceSelector { get; init => field = value ?? KubeSystem; } = KubeSystem;

    /// <summary>The DNS pods. Unset: <c>k8s-app: kube-dns</c>, which CoreDNS has in nearly every distribution.</summary>
    public LabelSelector PodSelector { get; init => field = value ?? KubeDns; } = KubeDns;

    /// <summary>Address ranges that DNS answers on beside these pods, such as <c>169.254.20.10/32</c> of a node-local cache.</summary>
    public IReadOnlyList<string> Cidrs { get; init => field = value ?? []; } = [];

    private static LabelSelector Label(string key, string value) =>
        new() { MatchLabels = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value }) };
}
