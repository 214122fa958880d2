using System.Net;
using Tenancy.Blueprints;
using Tenancy.Policies;
using static Tenancy.Tests.Blueprints.BlueprintProbe;

namespace Tenancy.Tests.Blueprints;

public sealed class NetworkTests
{
    [Fact]
    public void The_default_denies_both_ways() =>
        IsSpec("""{"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}""", InNamespace("{}").Named("tenant-default-deny"));

    [Fact]
    public void The_tenant_is_told_by_the_label_of_the_namespace_and_never_of_the_pod() => IsSpec(
        """
        {"podSelector": {}, "policyTypes": ["Ingress", "Egress"],
         "ingress": [{"from": [{"namespaceSelector": {"matchLabels": {"tenantoperator.io/tenant": "acme"}}}]}],
         "egress": [{"to": [{"namespaceSelector": {"matchLabels": {"tenantoperator.io/tenant": "acme"}}}]}]}
        """,
        InNamespace("{}").Named("tenant-allow-same-tenant"));

    [Fact]
    public void Isolation_by_namespace_opens_the_namespace_alone()
    {
        var objects = InNamespace("""{"network": {"isolation": "Namespace"}}""");

        Assert.DoesNotContain(objects, o => o.Name == "tenant-allow-same-tenant");
        IsSpec(
            """
            {"podSelector": {}, "policyTypes": ["Ingress", "Egress"],
             "ingress": [{"from": [{"podSelector": {}}]}], "egress": [{"to": [{"podSelector": {}}]}]}
            """,
            objects.Named("tenant-allow-same-namespace"));
    }

    [Fact]
    public void Without_isolation_only_the_named_policies_stand() => Assert.Equal(
        ["tenant-net-more"],
        InNamespace("""{"network": {"isolation": "None", "policies": [{"name": "more", "spec": {}}]}}""")
            .Where(o => o.Type == ObjectType.NetworkPolicy).Select(o => o.Name));

    [Fact]
    public void DNS_is_asked_over_both_protocols() => IsSpec(
        """
        {"podSelector": {}, "policyTypes": ["Egress"],
         "egress": [{"to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}, "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}}],
                     "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}]}]}
        """,
        InNamespace("{}").Named("tenant-allow-dns"));

    [Fact]
    public void DNS_is_where_the_platform_says()
    {
        var platform = new PlatformSettings { Dns = new() { NamespaceSelector = Selector("a", "b"), PodSelector = Selector("c", "d"), Cidrs = ["169.254.20.10/32"] } };

        IsJson(
            """[{"namespaceSelector": {"matchLabels": {"a": "b"}}, "podSelector": {"matchLabels": {"c": "d"}}}, {"ipBlock": {"cidr": "169.254.20.10/32"}}]""",
            InNamespace("{}", platform: platform).Named("tenant-allow-dns").Body["spec"]!["egress"]![0]!["to"]);
    }

    [Fact]
    public void DNS_can_be_switched_off() => Assert.DoesNotContain(InNamespace("""{"network": {"dns": false}}"""), o => o.Name == "tenant-allow-dns");

    [Fact]
    public void The_platform_may_come_in_by_its_namespaces() => IsSpec(
        """{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{"from": [{"namespaceSelector": {"matchLabels": {"tenantoperator.io/platform": "ingress"}}}]}]}""",
        InNamespace("""{"network": {"allowFrom": [{"namespaceSelector": {"matchLabels": {"tenantoperator.io/platform": "ingress"}}}]}}""").Named("tenant-allow-platform"));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.0.192")]
    [InlineData("168.63.129.16")]
    [InlineData("224.0.0.1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("::1")]
    public void The_internet_is_not(string address) => Assert.False(Reaches("""{"internet": true}""", address));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    public void The_internet_is(string address) => Assert.True(Reaches("""{"internet": true}""", address));

    [Theory]
    [InlineData("""{"internet": true}""", "34.118.225.1", false)]
    [InlineData("""{"internet": true}""", "2600:1f::1", false)]
    [InlineData("""{"internet": true}""", "34.119.0.1", true)]
    [InlineData("""{"internet": true, "cidrs": ["34.118.225.0/24"]}""", "34.118.225.1", true)]
    public void The_cluster_is_no_internet_though_its_addresses_are_public_unless_a_range_says_so(string egress, string address, bool reached) =>
        Assert.Equal(reached, Reaches(egress, address, new() { ClusterRanges = ["34.118.224.0/20", "2600:1f::/64", "10.0.0.0/8"] }));

    [Fact]
    public void Without_egress_nothing_outside_is_reached() => Assert.DoesNotContain(InNamespace("""{"network": {"egress": {"internet": false}}}"""), o => o.Name == "tenant-allow-egress");

    [Theory]
    [InlineData("10.20.1.1", true)]
    [InlineData("10.20.9.1", false)]
    [InlineData("10.21.0.1", false)]
    [InlineData("1.1.1.1", true)]
    [InlineData("8.8.8.8", false)]
    public void An_exception_holds_in_every_range_that_has_it(string address, bool reached) =>
        Assert.Equal(reached, Reaches("""{"internet": true, "cidrs": ["10.20.0.0/16"], "except": ["10.20.9.0/24", "8.8.8.0/24"]}""", address));

    [Fact]
    public void Exceptions_stand_only_in_ranges_that_hold_them() => IsJson(
        """[{"ipBlock": {"cidr": "10.20.0.0/16", "except": ["10.20.9.0/24"]}}, {"ipBlock": {"cidr": "10.30.0.0/16"}}]""",
        InNamespace("""{"network": {"egress": {"cidrs": ["10.20.0.0/16", "10.30.0.0/16"], "except": ["10.20.9.0/24"]}}}""")
            .Named("tenant-allow-egress").Body["spec"]!["egress"]![0]!["to"]);

    [Fact]
    public void A_named_policy_has_the_defaults_of_the_API_server() => IsSpec(
        """
        {"podSelector": {}, "policyTypes": ["Ingress", "Egress"],
         "ingress": [{}], "egress": [{"ports": [{"protocol": "TCP", "port": 443}], "to": [{"ipBlock": {"cidr": "192.0.2.0/24"}}]}]}
        """,
        InNamespace("""
            {"network": {"policies": [{"name": "more", "spec": {
                "ingress": [{}], "egress": [{"ports": [{"port": 443}], "to": [{"ipBlock": {"cidr": "192.0.2.0/24"}}]}]}}]}}
            """).Named("tenant-net-more"));

    private static bool Reaches(string egress, string address, PlatformSettings? platform = null)
    {
        var peers = InNamespace($$$"""{"network": {"egress": {{{egress}}}}}""", platform: platform).Named("tenant-allow-egress").Body["spec"]!["egress"]![0]!["to"]!.AsArray();
        var ip = IPAddress.Parse(address);
        return peers.Select(p => p!["ipBlock"]!).Any(block =>
            Holds(block["cidr"]) && !(block["except"]?.AsArray() ?? []).Any(Holds));

        bool Holds(System.Text.Json.Nodes.JsonNode? range) => IPNetwork.Parse((string)range!).Contains(ip);
    }
}
