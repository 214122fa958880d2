using System.Net;

namespace Tenancy.Tests.Isolation.Network;

/// <summary>
/// Every pod that can exist, as far as the generated policies can tell pods apart, and every address: for each label the values that policies
/// name, one that none names, and none. What namespaces carry is what the rule takes for granted, and nothing more.
/// </summary>
internal static class SmallWorld
{
    public const string Own = "acme-dev";
    public const string TenantLabel = "tenantoperator.io/tenant";
    public const string NameLabel = "kubernetes.io/metadata.name";
    private const string Fresh = "zzz";

    /// <summary>Namespaces whose tenant the index knows.</summary>
    public static readonly IReadOnlyDictionary<string, string> TenantOf =
        new Dictionary<string, string> { [Own] = "acme", ["acme-prod"] = "acme", ["globex-dev"] = "globex" };

    /// <summary>Names of namespaces that policies name.</summary>
    public static readonly string[] Names = [.. TenantOf.Keys, "kube-system"];

    public static readonly string[] Tenants = ["acme", "globex"];
    public static readonly string[] Stages = ["dev", "prod"];
    public static readonly string[] Apps = ["web", "db"];
    public static readonly string[] Tiers = ["x"];

    public static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> PodLabels =
        [.. from app in Values(Apps) from tier in Values(Tiers) select Labels(("app", app), ("tier", tier))];

    public static readonly IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Labels)> Namespaces =
    [
        .. from name in Names.Append(Fresh)
           from tenant in TenantOf.TryGetValue(name, out var known) ? [known] : Values(Tenants)
           from nameLabel in (string?[])[name, null]
           from stage in Values(Stages)
           select (name, Labels((TenantLabel, tenant), (NameLabel, nameLabel), ("stage", stage))),
    ];

    /// <summary>Ranges in which the generated ranges lie, whole; and one address of each that they can only hold or not.</summary>
    public static readonly IReadOnlyList<IPAddress> Addresses =
    [
        .. from range in (string[])["10.20.0.", "8.8.8.", "10.244.0.", "2001:db8::"] from i in Enumerable.Range(0, 10) select IPAddress.Parse(range + i),
        .. ((string[])[
            "203.0.113.7", "2001:4860::1", "0.1.2.3", "10.9.9.9", "100.100.100.200", "127.0.0.1", "168.63.129.16", "169.254.20.10", "169.254.169.254", "172.16.0.1", "192.0.0.192", "192.168.0.1",
            "198.18.0.1", "224.0.0.1", "240.0.0.1", "::1", "64:ff9b:1::1", "fd00:ec2::254", "fe80::1", "ff02::1"]).Select(IPAddress.Parse),
    ];

    private static readonly (string, int)?[] Https = [null, .. from protocol in Port.Protocols[..2] from number in Port.Numbers[..4] select ((string, int)?)(protocol, number)];

    private static readonly IReadOnlyDictionary<string, string> Nothing = Labels();

    /// <summary>Pods of the policy's namespace.</summary>
    public static Endpoint[] Subjects(bool namedPorts) =>
        [.. from labels in PodLabels from http in namedPorts ? Https : [null] select new Endpoint(Own, Nothing, labels, http, null)];

    /// <summary>Pods of all namespaces.</summary>
    public static Endpoint[] Pods(bool namedPorts) =>
        [.. from space in Namespaces from labels in PodLabels from http in namedPorts ? Https : [null] select new Endpoint(space.Name, space.Labels, labels, http, null)];

    /// <summary>What is known by its address alone; it may be a pod, whose ports have names.</summary>
    public static Endpoint[] Outside(bool namedPorts) =>
        [.. from address in Addresses from http in namedPorts ? Https : [null] select new Endpoint(null, Nothing, Nothing, http, address)];

    private static IEnumerable<string?> Values(string[] named) => [null, .. named, Fresh];

    private static IReadOnlyDictionary<string, string> Labels(params (string Key, string? Value)[] labels) =>
        labels.Where(l => l.Value is not null).ToDictionary(l => l.Key, l => l.Value!);
}
