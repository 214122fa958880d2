using System.Net;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Serving;

public sealed class ReviewTests
{
    [Fact]
    public async Task A_compliant_pod_is_let_in()
    {
        await using var process = await WebhookProcess.StartAsync();
        var response = await process.ReviewAsync(Review.Create(Pods.Compliant()));
        Assert.Equal(Review.Uid, (string?)response["uid"]);
        Assert.True((bool)response["allowed"]!);
        Assert.Equal("acme", (string?)response["auditAnnotations"]!["tenant"]);
    }

    [Fact]
    public async Task A_denial_names_tenant_rules_fields_and_whom_to_ask()
    {
        await using var process = await WebhookProcess.StartAsync();
        var pod = Pods.OnHostNetwork();
        pod["spec"]!["hostPID"] = true;
        var response = await process.ReviewAsync(Review.Create(pod));
        Assert.False((bool)response["allowed"]!);
        Assert.Equal(403, (int)response["status"]!["code"]!);
        Assert.Equal("Forbidden", (string?)response["status"]!["reason"]);
        Assert.Equal(
            """
            tenant "acme": 2 violations
            - pods/host-namespaces: spec.hostNetwork: true is not allowed
            - pods/host-namespaces: spec.hostPID: true is not allowed
            Ask platform@example.com
            """,
            (string?)response["status"]!["message"]);
        Assert.Equal("pods/host-namespaces", (string?)response["auditAnnotations"]!["denied-by"]);
    }

    [Fact]
    public async Task A_template_that_breaks_a_rule_is_a_warning()
    {
        await using var process = await WebhookProcess.StartAsync();
        var deployment = Pods.Json("""{"metadata":{"name":"web"},"spec":{"template":{}}}""");
        deployment["spec"]!["template"] = Pods.OnHostNetwork();
        var response = await process.ReviewAsync(Review.Create(deployment, "deployments", "apps"));
        Assert.True((bool)response["allowed"]!);
        var warning = Assert.Single(response["warnings"]!.AsArray());
        Assert.Equal("tenant \"acme\" will refuse its pods: pods/host-namespaces: spec.template.spec.hostNetwork: true is not allowed", (string?)warning);
    }

    [Theory]
    [InlineData("deployments", "apps", "spec.template")]
    [InlineData("cronjobs", "batch", "spec.jobTemplate.spec.template")]
    [InlineData("podtemplates", "", "template")]
    public async Task A_template_whose_pods_will_get_what_is_missing_is_no_warning(string resource, string group, string path)
    {
        await using var process = await WebhookProcess.StartAsync();
        var workload = Pods.Json("""{"metadata":{"name":"web"}}""");
        var at = workload;
        foreach (var name in path.Split('.')[..^1])
            at = (at[name] = new JsonObject()).AsObject();
        at["template"] = Pods.Plain();
        var response = await process.ReviewAsync(Review.Create(workload, resource, group));
        Assert.True((bool)response["allowed"]!);
        Assert.Null(response["warnings"]);
    }

    [Fact]
    public async Task A_plain_pod_is_let_in_once_it_has_its_defaults()
    {
        await using var process = await WebhookProcess.StartAsync();
        var before = await process.ReviewAsync(Review.Create(Pods.Plain()));
        Assert.False((bool)before["allowed"]!);

        var mutated = await process.ReviewAsync(Review.Create(Pods.Plain()), "/mutate");
        Assert.Equal("JSONPatch", (string?)mutated["patchType"]);
        var pod = Patches.Apply(Pods.Plain(), Convert.FromBase64String((string)mutated["patch"]!));

        var after = await process.ReviewAsync(Review.Create(pod));
        Assert.True((bool)after["allowed"]!);
    }

    [Fact]
    public async Task A_kind_that_no_rule_guards_is_refused()
    {
        await using var process = await WebhookProcess.StartAsync();
        var response = await process.ReviewAsync(Review.Create(Pods.Json("""{"metadata":{"name":"a"}}"""), "gadgets", "example.com"));
        Assert.False((bool)response["allowed"]!);
        Assert.Contains("no rule for gadgets", (string?)response["status"]!["message"]);
    }

    [Theory]
    [InlineData("/validate")]
    [InlineData("/mutate")]
    public async Task Nothing_is_decided_before_the_index_is_synced(string path)
    {
        await using var process = await WebhookProcess.StartAsync(new());
        var response = await process.ReviewAsync(Review.Create(Pods.Compliant()), path);
        Assert.False((bool)response["allowed"]!);
        Assert.Equal(503, (int)response["status"]!["code"]!);
        Assert.Equal(1, (int)response["status"]!["details"]!["retryAfterSeconds"]!);
    }

    [Fact]
    public async Task A_silent_API_server_means_try_again()
    {
        await using var process = await WebhookProcess.StartAsync();
        process.Source.Gate = new TaskCompletionSource().Task;
        var response = await process.ReviewAsync(Review.Create(Pods.Compliant(), ns: "acme-new"), "/validate?timeout=1s");
        Assert.False((bool)response["allowed"]!);
        Assert.Equal(503, (int)response["status"]!["code"]!);
        Assert.EndsWith("try again", (string?)response["status"]!["message"]);
    }

    [Fact]
    public async Task Whatever_our_code_throws_is_a_refusal_and_is_counted()
    {
        await using var process = await WebhookProcess.StartAsync();
        using var metrics = process.Metrics();
        process.Source.Gate = Task.FromException(new InvalidCastException("secret detail"));
        var response = await process.ReviewAsync(Review.Create(Pods.Compliant(), ns: "acme-new"));
        Assert.False((bool)response["allowed"]!);
        Assert.Equal(500, (int)response["status"]!["code"]!);
        Assert.Contains(Review.Uid, (string?)response["status"]!["message"]);
        Assert.DoesNotContain("secret", (string?)response["status"]!["message"]);
        Assert.Equal(1, metrics.Sum("controller_runtime_webhook_panics_total"));
    }

    [Fact]
    public async Task Requests_and_decisions_are_counted()
    {
        await using var process = await WebhookProcess.StartAsync();
        using var metrics = process.Metrics();
        await process.ReviewAsync(Review.Create(Pods.Compliant()));
        await process.ReviewAsync(Review.Create(Pods.OnHostNetwork()));
        await process.ReviewAsync(Review.Create(Pods.Compliant()), "/mutate");
        Assert.Equal(2, await metrics.SumAsync(2, "controller_runtime_webhook_requests_total", ("webhook", "/validate"), ("code", "200")));
        Assert.Equal(1, await metrics.SumAsync(1, "controller_runtime_webhook_requests_total", ("webhook", "/mutate"), ("code", "200")));
        Assert.Equal(0, await metrics.SumAsync(0, "controller_runtime_webhook_requests_in_flight"));
        Assert.Equal(1, metrics.Sum("tenant_admission_total", ("tenant", "acme"), ("rule", "pods/host-namespaces"), ("decision", "denied")));
        Assert.Equal(1, metrics.Sum("tenant_admission_total", ("tenant", "acme"), ("rule", ""), ("decision", "allowed")));
    }

    /// <summary>Or whoever may try to make namespaces could make series without end.</summary>
    [Fact]
    public async Task A_tenant_that_does_not_exist_is_no_label_of_metrics()
    {
        await using var process = await WebhookProcess.StartAsync();
        using var metrics = process.Metrics();
        var claimed = Pods.Json("""{"metadata":{"name":"made-up-dev","labels":{"tenantoperator.io/tenant":"made-up"}}}""");
        var response = await process.ReviewAsync(Review.Create(claimed, "namespaces", ns: "made-up-dev"));
        Assert.Contains("tenant \"made-up\"", (string?)response["status"]!["message"]);
        Assert.Equal(0, metrics.Sum("tenant_admission_total", ("tenant", "made-up")));
        Assert.Equal(1, metrics.Sum("tenant_admission_total", ("tenant", ""), ("rule", "namespaces/ownership")));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Both_versions_of_HTTP_are_answered(string version)
    {
        await using var process = await WebhookProcess.StartAsync();
        using var client = process.Client(Version.Parse(version));
        var response = await process.ReviewAsync(Review.Create(Pods.Compliant()), client: client);
        Assert.True((bool)response["allowed"]!);
    }

    [Fact]
    public async Task TLS_older_than_1_2_is_not_spoken()
    {
        await using var process = await WebhookProcess.StartAsync();
#pragma warning disable SYSLIB0039, CA5397 // The old version is what is tried.
        using var client = process.Client(HttpVersion.Version11, SslProtocols.Tls11);
#pragma warning restore SYSLIB0039, CA5397
        await Assert.ThrowsAsync<HttpRequestException>(() => process.ReviewAsync(Review.Create(Pods.Compliant()), client: client));
    }

    [Fact]
    public async Task A_dry_run_is_decided_like_any_request()
    {
        await using var process = await WebhookProcess.StartAsync();
        var review = Review.Create(Pods.OnHostNetwork());
        review["request"]!["dryRun"] = true;
        var response = await process.ReviewAsync(review);
        Assert.False((bool)response["allowed"]!);
    }
}
