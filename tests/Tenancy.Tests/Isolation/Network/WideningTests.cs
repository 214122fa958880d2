using System.Text.Json.Nodes;
using CsCheck;
using Tenancy.Blueprints;
using Tenancy.Isolation;
using Tenancy.Isolation.Network;
using Tenancy.Policies;
using Tenancy.Tests.Api;
using Tenancy.Tests.Blueprints;
using Tenancy.Validation;

namespace Tenancy.Tests.Isolation.Network;

/// <summary>The rule's decisions beside what NetworkPolicies come to, connection by connection, in a world small enough to try all.</summary>
public sealed class WideningTests
{
    private static readonly PlatformSettings Platform = new()
    {
        ClusterRanges = ["10.244.0.0/16", "8.8.8.0/30", "2001:db8::4/126"],
        Dns = new() { PodSelector = BlueprintProbe.Selector("tier", "x"), Cidrs = ["169.254.20.10/32"] },
        OperatorUsers = ["operator"],
    };

    private static readonly Gen<(JsonObject Network, JsonObject[] Standing, JsonObject Own)> Cases =
        from network in AnyPolicy.Network.Where(IsValid)
        let standing = Standing(network)
        from own in AnyPolicy.OwnSpec(standing)
        select (network, standing, own);

    [Fact]
    public void What_the_rule_allows_opens_no_connection() => Cases.Sample(
        (network, standing, own) => !IsAllowed(network, own) || NewConnection(standing, own) is null, print: Print, iter: 2_000);

    [Fact]
    public void What_the_rule_denies_opens_a_connection() => Cases.Sample(
        (network, standing, own) => IsAllowed(network, own) || NewConnection(standing, own) is not null, print: Print, iter: 2_000);

    [Fact]
    public void Of_the_cases_that_are_drawn_many_are_allowed_and_many_denied() => Assert.InRange(
        Cases.Array[200].Single().Count(c => IsAllowed(c.Network, c.Own)), 40, 160);

    [Fact]
    public void The_rule_allows_every_policy_that_the_operator_writes() => AnyPolicy.Network.Where(IsValid).Sample(
        network => Standing(network).All(own => IsAllowed(network, own)), print: n => n.ToJsonString(), iter: 1_000);

    private static bool IsValid(JsonObject network) =>
        TenantValidation.Validate(Example.Tenant(new JsonObject { ["network"] = network.DeepClone() }.ToJsonString()), Platform).Count == 0;

    private static JsonObject[] Standing(JsonObject network) =>
    [
        .. Blueprint.InNamespace(Example.Tenant(new JsonObject { ["network"] = network.DeepClone() }.ToJsonString()), new(SmallWorld.Own, new Dictionary<string, string>()), Platform)
            .Where(o => o.Type == ObjectType.NetworkPolicy).Select(o => o.Body["spec"]!.AsObject()),
    ];

    private static bool IsAllowed(JsonObject network, JsonObject own) => Violations(network, own).Count == 0;

    private static IReadOnlyList<Violation> Violations(JsonObject network, JsonObject own)
    {
        var policy = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "own" }, ["spec"] = own.DeepClone() };
        var input = Ask.Input(new JsonObject { ["network"] = network.DeepClone() }.ToJsonString(), "networkpolicies", Operations.Create, policy.ToJsonString(), null) with
        {
            Platform = Platform,
            Cluster = Ask.ClusterOf(SmallWorld.TenantOf),
        };
        var violations = new Violations();
        new Widening().Check(input, violations);
        return violations.Found;
    }

    private static string? NewConnection(JsonObject[] standing, JsonObject own) => NewConnection(standing, own, ingress: true) ?? NewConnection(standing, own, ingress: false);

    private static string? NewConnection(JsonObject[] standing, JsonObject own, bool ingress)
    {
        var named = own.ToJsonString().Contains("\"http\"", StringComparison.Ordinal);
        var subjects = SmallWorld.Subjects(named && ingress);
        Endpoint[] peers = [.. SmallWorld.Pods(named && !ingress), .. SmallWorld.Outside(named && !ingress)];
        var before = new Evaluation(standing, ingress).Open(subjects, peers);
        var after = new Evaluation([.. standing, own], ingress).Open(subjects, peers);
        for (var s = 0; s < subjects.Length; s++)
        {
            for (var p = 0; p < peers.Length; p++)
            {
                if ((after[s][p] & ~before[s][p]) is not 0 and var opened)
                    return $"{(ingress ? "in from" : "out to")} {peers[p]} on {Port.Text(opened)}, subject {subjects[s]}";
            }
        }
        return null;
    }

    private static string Print((JsonObject Network, JsonObject[] Standing, JsonObject Own) c) =>
        $"network {c.Network.ToJsonString()}\nown {c.Own.ToJsonString()}\nrule: {string.Join("; ", Violations(c.Network, c.Own))}\nworld: {NewConnection(c.Standing, c.Own)}";
}
