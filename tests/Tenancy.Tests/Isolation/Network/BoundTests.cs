using System.Diagnostics;
using System.Text.Json.Nodes;
using CsCheck;
using Tenancy.Isolation;
using Tenancy.Isolation.Network;
using Tenancy.Policies;

namespace Tenancy.Tests.Isolation.Network;

/// <summary>Policies that are made to be hard: they are decided or denied, and never hold up the webhook.</summary>
public sealed class BoundTests
{
    private const int Thousands = 10_000;

    public static TheoryData<string, string, string> Hard => new()
    {
        { "peers", "{}", Spec("{}", string.Join(",", Enumerable.Repeat("""{"namespaceSelector": {}}""", Thousands))) },
        { "labels of pods and peers", "{}", Spec($$"""{"matchExpressions": [{{Requirements("NotIn", 3_000)}}]}""", string.Join(",", Enumerable.Repeat("""{"namespaceSelector": {}}""", 3_000))) },
        { "values", "{}", Spec("{}", """{"namespaceSelector": {"matchExpressions": [{"key": "kubernetes.io/metadata.name", "operator": "In", "values": [""" + Values(Thousands) + "]}]}}") },
        { "exceptions", """{"egress": {"internet": true}}""", """{"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": [""" + Ranges(Thousands) + "]}}]}]}" },
        // The platform's own spec can pose a hard question, such as how to colour a map; the tenant's policy asks it.
        { "pigeons", $$"""{"allowFrom": [{{Pigeons(9)}}]}""", Spec("{}", """{"namespaceSelector": {"matchLabels": {"a": "b"}}, "podSelector": {"matchExpressions": [""" + Holes(9) + "]}}") },
    };

    [Theory]
    [MemberData(nameof(Hard))]
    public void A_hard_policy_is_denied_soon(string what, string network, string spec)
    {
        Assert.NotNull(what);
        var watch = Stopwatch.StartNew();
        var found = Check(network, spec);
        // A fiftieth of this and less, where nothing else runs.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.NotEmpty(found);
        TestContext.Current.SendDiagnosticMessage($"{what}: {watch.ElapsedMilliseconds} ms, {found.Count} violations, {found[^1].Problem.Length} characters");
    }

    [Fact]
    public void The_denial_says_which_bound_was_reached() => Assert.Contains(
        "cannot be decided within 500000 comparisons", Check("{}", Spec("{}", string.Join(",", Enumerable.Repeat("""{"namespaceSelector": {}}""", Thousands))))[^1].Problem, StringComparison.Ordinal);

    [Fact]
    public void A_tenant_that_was_stored_past_admission_opens_nothing_by_what_cannot_be_read()
    {
        var tenant = TenantPolicy.Compile(new()
        {
            Metadata = new() { Name = "acme" },
            Spec = new()
            {
                Network = new()
                {
                    AllowFrom = [null!, new() { NamespaceSelector = new() { MatchLabels = new Dictionary<string, string> { ["a"] = null! } } }],
                    Egress = new() { Cidrs = [null!, "10.0.0.0"], Except = [null!] },
                    Policies = [null!, new() { Name = "x", Spec = new() { Ingress = [null!], Egress = [new() { To = [null!], Ports = [null!] }] } }],
                },
            },
        });
        var input = Input("{}", Spec("{}", """{"namespaceSelector": {"matchLabels": {"a": "b"}}}""")) with { Policy = tenant };
        var violations = new Violations();
        new Widening().Check(input, violations);
        Assert.Single(violations.Found);
    }

    [Fact]
    public void No_object_makes_the_rule_throw()
    {
        var json = AnyObject.Of(
            "spec", "podSelector", "namespaceSelector", "matchLabels", "matchExpressions", "key", "operator", "values", "policyTypes", "ingress", "egress", "from", "to", "ipBlock", "cidr",
            "except", "ports", "protocol", "port", "endPort");
        var policy = TenantPolicy.Compile(new() { Metadata = new() { Name = "acme" } });
        Gen.Select(json, json).Sample((stored, written) => AnyObject.Ask(new Widening(), new JsonObject { ["spec"] = stored }, new JsonObject { ["spec"] = written }, policy), iter: 3_000);
    }

    private static IReadOnlyList<Violation> Check(string network, string spec)
    {
        var violations = new Violations();
        new Widening().Check(Input(network, spec), violations);
        return violations.Found;
    }

    private static RuleInput Input(string network, string spec) =>
        Ask.Input($$"""{"network": {{network}}}""", "networkpolicies", Operations.Create, $$"""{"metadata": {"name": "hard"}, "spec": {{spec}}}""", null);

    private static string Spec(string pods, string peers) => $$"""{"podSelector": {{pods}}, "ingress": [{"from": [{{peers}}]}]}""";

    private static string Requirements(string op, int count) =>
        string.Join(",", Enumerable.Range(0, count).Select(i => $$"""{"key": "k{{i}}", "operator": "{{op}}", "values": ["other", "other-{{i}}"]}"""));

    private static string Values(int count) => string.Join(",", Enumerable.Range(0, count).Select(i => $"\"v{i}\""));

    private static string Ranges(int count) => string.Join(",", Enumerable.Range(0, count).Select(i => $"\"1.{i / 256}.{i % 256}.0/25\""));

    // Each of so many pigeons sits in a hole, of which there is one less; no two in the same: there is no such pod, but to find that out takes long.
    private static string Holes(int holes) => string.Join(",", Enumerable.Range(0, holes + 1).Select(p =>
        $$"""{"key": "pigeon-{{p}}", "operator": "In", "values": [{{string.Join(",", Enumerable.Range(0, holes).Select(h => $"\"h{h}\""))}}]}"""));

    private static string Pigeons(int holes) => string.Join(",",
        from hole in Enumerable.Range(0, holes)
        from a in Enumerable.Range(0, holes + 1)
        from b in Enumerable.Range(a + 1, holes - a)
        select $$$"""{"namespaceSelector": {"matchLabels": {"a": "b"}}, "podSelector": {"matchLabels": {"pigeon-{{{a}}}": "h{{{hole}}}", "pigeon-{{{b}}}": "h{{{hole}}}"} }}""");
}
