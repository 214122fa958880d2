using Tenancy.Audit;
using Tenancy.Tests.Isolation;

namespace Tenancy.Tests.Audit;

public sealed class StoredObjectJudgeTests
{
    private static readonly string Privileged = Ask.GoodPod.Replace("\"allowPrivilegeEscalation\": false", "\"privileged\": true, \"allowPrivilegeEscalation\": false", StringComparison.Ordinal);

    [Fact]
    public void What_would_be_refused_today_is_found_in_what_is_stored()
    {
        Assert.Empty(Stored.Broken("pods", Ask.GoodPod));
        Assert.Equal(["pods/privileged"], Stored.Broken("pods", Privileged));
        Assert.Empty(Stored.Broken("pods", Privileged, """{"pods": {"securityStandard": "Privileged"}}"""));
        Assert.Equal(["pods/registries"], Stored.Broken("pods", Ask.GoodPod, """{"pods": {"registries": ["registry.example.org/*"]}}"""));
    }

    [Fact]
    public void A_load_balancer_and_a_binding_to_strangers_are_found()
    {
        Assert.Contains("services/load-balancer", Stored.Broken("services", """{"metadata": {"name": "lb", "namespace": "acme-dev"}, "spec": {"type": "LoadBalancer", "ports": [{"port": 80, "nodePort": 30080}]}}"""));
        Assert.Equal(
            ["rbac/role-refs", "rbac/subjects"],
            Stored.Broken("rolebindings", """{"metadata": {"name": "b", "namespace": "acme-dev"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"}, "subjects": [{"kind": "Group", "apiGroup": "rbac.authorization.k8s.io", "name": "system:authenticated"}]}"""));
    }

    [Theory]
    [InlineData("Warn")]
    [InlineData("Audit")]
    public void A_rule_that_is_not_enforced_yet_is_told_of(string mode) =>
        Assert.Equal(["pods/privileged"], Stored.Broken("pods", Privileged, $$$"""{"enforcement": {"mode": "{{{mode}}}"}}"""));

    [Fact]
    public void A_suspended_tenant_breaks_nothing_by_what_it_has() => Assert.Empty(Stored.Broken("pods", Ask.GoodPod, """{"suspended": true}"""));

    [Fact]
    public void A_template_is_judged_with_the_defaults_that_its_pods_get()
    {
        var asked = 0;
        var judge = new StoredObjectJudge(new(), input => (asked++, input.Request with { Object = default }).Item2);
        var deployment = Stored.Of("deployments", """{"metadata": {"name": "web", "namespace": "acme-dev"}, "spec": {"template": {"spec": {"hostNetwork": true, "containers": [{"name": "c", "image": "i"}]}}}}""");

        var found = judge.Judge(deployment, Stored.Policy("{}"), Stored.Cluster);

        Assert.Equal(1, asked);
        Assert.DoesNotContain("pods/host-namespaces", found.Select(v => v.RuleId));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"metadata": 7, "spec": "x", "status": []}""")]
    [InlineData("""{"metadata": {"name": {}, "namespace": 3, "uid": [], "labels": "x", "ownerReferences": {"a": 1}}, "spec": [{}], "roleRef": 1, "endpoints": 5}""")]
    public void An_object_of_wrong_types_is_judged_and_stops_nothing(string o)
    {
        var findings = new Findings();
        foreach (var kind in AuditedKinds.All)
            findings.Add(Stored.Of(kind.Plural, o), Stored.Violations(kind.Plural, o));

        Assert.True(findings.Objects > 0);
    }

    [Fact]
    public void Findings_count_all_and_name_a_few()
    {
        var findings = new Findings();
        for (var i = 0; i < 10; i++)
            findings.Add(Stored.Of("pods", Privileged.Replace("\"web\", \"namespace\"", $"\"web-{i}\", \"namespace\"", StringComparison.Ordinal)), Stored.Violations("pods", Privileged));
        findings.Add(Stored.Of("pods", Ask.GoodPod), Stored.Violations("pods", Ask.GoodPod));
        var twice = new Findings();
        twice.Add(findings);
        twice.Add(findings);

        Assert.Equal((10, 20), (findings.Objects, twice.Objects));
        Assert.Equal(["pods/privileged"], twice.ByRule.Keys);
        Assert.Equal((20, "Pod/acme-dev/web-0, Pod/acme-dev/web-1, Pod/acme-dev/web-2"), (twice.ByRule["pods/privileged"].Count, string.Join(", ", twice.ByRule["pods/privileged"].Examples)));
        Assert.StartsWith("pods/privileged: spec.containers[0].securityContext.privileged: true", twice.ByRule["pods/privileged"].FirstProblem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_breaks_a_rule_twice_counts_once()
    {
        var both = """{"metadata": {"name": "p", "namespace": "acme-dev"}, "spec": {"hostNetwork": true, "hostPID": true, "containers": []}}""";
        var findings = new Findings();

        findings.Add(Stored.Of("pods", both), Stored.Violations("pods", both));

        Assert.Equal(1, findings.ByRule["pods/host-namespaces"].Count);
    }
}
