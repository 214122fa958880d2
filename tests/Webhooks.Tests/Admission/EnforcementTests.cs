using System.Text.Json.Nodes;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Admission;

/// <summary>What a caller, the audit log and the metrics see of a rule's mode.</summary>
public sealed class EnforcementTests
{
    private const string Rule = "pods/host-namespaces";

    [Fact]
    public async Task In_mode_Warn_the_caller_is_told_what_will_be_denied()
    {
        var (response, metrics) = await AskAsync(Spec("Warn"), Review.Create(Pods.OnHostNetwork()));
        Assert.True((bool)response["allowed"]!);
        Assert.Equal(
            "tenant \"acme\" will refuse this once enforced: pods/host-namespaces: spec.hostNetwork: true is not allowed",
            (string?)Assert.Single(response["warnings"]!.AsArray()));
        Assert.Equal("""{"tenant":"acme","warned-by":"pods/host-namespaces"}""", response["auditAnnotations"]!.ToJsonString());
        Assert.Equal(1, metrics("warned", "Warn"));
        Assert.Equal(0, metrics("denied", "Enforce"));
    }

    [Fact]
    public async Task In_mode_Audit_the_caller_is_told_nothing()
    {
        var (response, metrics) = await AskAsync(Spec("Audit"), Review.Create(Pods.OnHostNetwork()));
        Assert.True((bool)response["allowed"]!);
        Assert.Null(response["warnings"]);
        Assert.Equal("""{"tenant":"acme","audited-by":"pods/host-namespaces"}""", response["auditAnnotations"]!.ToJsonString());
        Assert.Equal(1, metrics("audited", "Audit"));
    }

    [Fact]
    public async Task In_mode_Enforce_it_is_denied()
    {
        var (response, metrics) = await AskAsync(Spec("Enforce"), Review.Create(Pods.OnHostNetwork()));
        Assert.False((bool)response["allowed"]!);
        Assert.Equal(1, metrics("denied", "Enforce"));
    }

    [Theory]
    [InlineData("Enforce", "will refuse its pods", "warned", "Enforce")]
    [InlineData("Warn", "will refuse this once enforced", "warned", "Warn")]
    [InlineData("Audit", null, "audited", "Audit")]
    public async Task A_template_is_warned_of_unless_its_rule_is_only_audited(string mode, string? warning, string decision, string label)
    {
        var (response, metrics) = await AskAsync(Spec(mode), Review.Create(Workload(Pods.OnHostNetwork()), "deployments", "apps"));
        Assert.True((bool)response["allowed"]!);
        if (warning is null)
            Assert.Null(response["warnings"]);
        else
            Assert.Contains(warning, (string?)Assert.Single(response["warnings"]!.AsArray()));
        Assert.Equal(1, metrics(decision, label));
    }

    [Fact]
    public async Task A_template_whose_pods_will_get_what_is_missing_is_not_audited()
    {
        var (response, _) = await AskAsync(Spec("Audit"), Review.Create(Workload(Pods.Plain()), "deployments", "apps"));
        Assert.Equal("""{"tenant":"acme"}""", response["auditAnnotations"]!.ToJsonString());
    }

    /// <summary>Those that are asked about an object as it was written answer in the call that fills in, and in no other.</summary>
    [Theory]
    [InlineData("Enforce", "denied")]
    [InlineData("Warn", "warned")]
    [InlineData("Audit", "audited")]
    public async Task A_rule_is_counted_in_whichever_call_it_is_asked(string mode, string decision)
    {
        const string Chosen = """{"metadata": {"name": "web"}, "spec": {"clusterIP": "10.96.0.10"}}""";
        await using var process = await WebhookProcess.StartAsync(World.Index(Spec(mode)));
        using var metrics = process.Metrics();
        var response = await process.ReviewAsync(Review.Create(Pods.Json(Chosen), "services"), "/mutate");
        Assert.Equal(mode == "Enforce", !(bool)response["allowed"]!);
        Assert.Equal(1, metrics.Sum("tenant_admission_total", ("rule", "services/cluster-ip"), ("decision", decision), ("mode", mode)));
        Assert.Equal(0, metrics.Sum("tenant_admission_total", ("rule", "")));
    }

    /// <summary>A mode is about what is refused. What is unset is filled in, what is unsafe is left as it was written, in every mode.</summary>
    [Theory]
    [InlineData("Warn")]
    [InlineData("Audit")]
    public void A_mode_changes_no_mutation(string mode)
    {
        const string Pods = """{"pods": {"imagePullPolicies": ["Always"], "tolerations": [{"key": "pool", "operator": "Exists"}]}""";
        foreach (var pod in (JsonObject[])[Fixtures.Pods.Plain(), Fixtures.Pods.OnHostNetwork(), Insecure()])
            Assert.Equal(Mutated.Patch(pod, Pods + "}"), Mutated.Patch(pod, $$"""{{Pods}}, "enforcement": {"mode": "{{mode}}"} }"""));
    }

    /// <summary>Whatever a tenant says of its own rules: who owns which prefix is not its own matter.</summary>
    [Fact]
    public async Task A_mode_does_not_reach_the_requests_on_Tenants()
    {
        var tenant = Pods.Json("""
            {"apiVersion": "tenantoperator.io/v1alpha1", "kind": "Tenant", "metadata": {"name": "globex"},
             "spec": {"owners": [{"kind": "User", "name": "greta"}], "namespaces": {"prefix": "acme-"}, "enforcement": {"mode": "Audit"}}}
            """);
        var (response, _) = await AskAsync(Spec("Audit"), Review.Create(tenant, "tenants", "tenantoperator.io", ns: ""));
        Assert.False((bool)response["allowed"]!);
    }

    private static string Spec(string mode) => $$"""{"owners": [{"kind": "User", "name": "alice"}], "enforcement": {"mode": "{{mode}}"} }""";

    private static JsonObject Workload(JsonObject template)
    {
        var workload = Pods.Json("""{"metadata": {"name": "web"}, "spec": {}}""");
        workload["spec"]!["template"] = template;
        return workload;
    }

    private static JsonObject Insecure()
    {
        var pod = Pods.Plain();
        pod["spec"]!["automountServiceAccountToken"] = true;
        pod["spec"]!["securityContext"] = Pods.Json("""{"runAsNonRoot": false, "seccompProfile": {"type": "Unconfined"}}""");
        pod["spec"]!["containers"]![0]!["securityContext"] = Pods.Json("""{"privileged": true, "allowPrivilegeEscalation": true}""");
        return pod;
    }

    private static async Task<(JsonObject Response, Func<string, string, double> Counted)> AskAsync(string spec, JsonObject review)
    {
        await using var process = await WebhookProcess.StartAsync(World.Index(spec));
        using var metrics = process.Metrics();
        var response = await process.ReviewAsync(review);
        return (response, (decision, mode) => metrics.Sum("tenant_admission_total", ("tenant", "acme"), ("rule", Rule), ("decision", decision), ("mode", mode)));
    }
}
