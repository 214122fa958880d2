using Tenancy.Api;
using Tenancy.Policies;

namespace Tenancy.Blueprints;

/// <summary>The tenant's network walls. NetworkPolicies only ever add up, so each opening is a policy of its own beside the default deny.</summary>
internal static class NetworkBlueprint
{
    public const string DefaultDeny = Labels.ManagedNamePrefix + "default-deny";
    public const string AllowSameTenant = Labels.ManagedNamePrefix + "allow-same-tenant";
    public const string AllowSameNamespace = Labels.ManagedNamePrefix + "allow-same-namespace";
    public const string AllowDns = Labels.ManagedNamePrefix + "allow-dns";
    public const string AllowPlatform = Labels.ManagedNamePrefix + "allow-platform";
    public const string AllowEgress = Labels.ManagedNamePrefix + "allow-egress";
    public const string NamedPrefix = Labels.ManagedNamePrefix + "net-";

    private const int DnsPort = 53;

    public static IEnumerable<DesiredObject> Of(Tenant tenant, string @namespace, PlatformSettings platform) =>
        Specs(tenant.Metadata.Name, tenant.Spec.Network ?? new(), platform).Select(policy => DesiredObject.Create(
            ObjectType.NetworkPolicy, @namespace, policy.Name, tenant.Metadata.Name, ("spec", NetworkPolicyJson.Of(policy.Spec))));

    /// <summary>The policies, the same in every namespace. What they open is what the tenant may: its own policies are held to it.</summary>
    public static IEnumerable<(string Name, NetworkPolicySpec Spec)> Specs(string tenant, NetworkSpec network, PlatformSettings platform)
    {
        var isolation = network.Isolation ?? NetworkIsolation.Tenant;
        // Without a default deny, a policy that allows something would be the one that closes all else.
        if (isolation != NetworkIsolation.None)
        {
            yield return (DefaultDeny, new() { PolicyTypes = ["Ingress", "Egress"] });
            yield return isolation == NetworkIsolation.Tenant
                ? (AllowSameTenant, Among(SameTenant(tenant)))
                : (AllowSameNamespace, Among(new() { PodSelector = new() }));
            if (network.Dns ?? true)
                yield return (AllowDns, Egress(DnsPeers(platform.Dns), DnsPorts()));
            if (network.AllowFrom is { Count: > 0 } from)
                yield return (AllowPlatform, new() { PolicyTypes = ["Ingress"], Ingress = [new() { From = from }] });
            if (network.Egress is { } egress && EgressBlocks.Of(egress, platform.ClusterRanges) is { Count: > 0 } blocks)
                yield return (AllowEgress, Egress([.. blocks.Select(b => new NetworkPeer { IpBlock = b })], null));
        }
        // A Tenant that was stored past admission can hold null in a list; rules read it as it is.
        foreach (var policy in network.Policies ?? [])
            yield return (NamedPrefix + policy?.Name, policy?.Spec ?? new());
    }

    /// <summary>By the namespace's label, which is the operator's alone: a pod's labels are whatever its author writes.</summary>
    private static NetworkPeer SameTenant(string tenant) =>
        new() { NamespaceSelector = new() { MatchLabels = new Dictionary<string, string>(StringComparer.Ordinal) { [Labels.Tenant] = tenant } } };

    private static NetworkPolicySpec Among(NetworkPeer peer) =>
        new() { PolicyTypes = ["Ingress", "Egress"], Ingress = [new() { From = [peer] }], Egress = [new() { To = [peer] }] };

    private static NetworkPolicySpec Egress(IReadOnlyList<NetworkPeer> to, IReadOnlyList<NetworkPort>? ports) =>
        new() { PolicyTypes = ["Egress"], Egress = [new() { To = to, Ports = ports }] };

    private static IReadOnlyList<NetworkPeer> DnsPeers(DnsSettings dns) =>
    [
        new() { NamespaceSelector = dns.NamespaceSelector, PodSelector = dns.PodSelector },
        .. dns.Cidrs.Select(cidr => new NetworkPeer { IpBlock = new() { Cidr = cidr } }),
    ];

    /// <summary>Both: an answer that does not fit into a datagram is asked for again over TCP.</summary>
    private static IReadOnlyList<NetworkPort> DnsPorts() => [new() { Protocol = "UDP", Port = DnsPort }, new() { Protocol = "TCP", Port = DnsPort }];
}
