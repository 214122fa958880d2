namespace Integration.Lifecycle;

/// <summary>What is stored is held to the policy in force and told of: in namespaces that are brought in, and when the policy gets stricter. Nothing is changed for it.</summary>
[Collection(OperatorCollection.Name)]
public sealed class AuditTests(RunningOperator @operator)
{
    private readonly string _name = ApiServer.UniqueName("au");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    private string Old => $"{_name}-old";

    [Fact]
    public async Task A_namespace_that_is_brought_in_is_reported_within_seconds_and_left_as_it_is()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");
        await CompliantAsync("True");
        await Admin.RunAsync($"create namespace {Old}");
        await Admin.ApplyAsync(Service("LoadBalancer"));
        await Admin.ApplyAsync(Binding);
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("create -f -", Pod("bad", "privileged: true"))).Succeeded, Cancel);
        var before = await UidsAsync();

        await Admin.RunAsync($"label namespace {Old} tenantoperator.io/tenant={_name}");
        await CompliantAsync("False");

        var status = (await Admin.GetAsync($"tenant {_name}"))!["status"]!;
        var found = status["violations"]!.AsArray().ToDictionary(v => v!["rule"]!.ToString(), v => v!);
        Assert.Equal(
            ["pods/privilege-escalation", "pods/privileged", "rbac/role-refs", "rbac/subjects", "services/load-balancer", "services/node-port"],
            found.Keys.Where(r => r is "pods/privilege-escalation" or "pods/privileged" || !r.StartsWith("pods/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal($"Pod/{Old}/bad", found["pods/privileged"]["examples"]![0]!.ToString());
        Assert.Equal("1", found["pods/privileged"]["count"]!.ToString());
        Assert.Equal("3", status["namespaces"]!.AsArray().Single(n => n!["name"]!.ToString() == Old)!["violations"]!.ToString());
        Assert.Null(status["namespaces"]!.AsArray().Single(n => n!["name"]!.ToString() == $"{_name}-dev")!["violations"]);

        Assert.Contains("status.violations", await DescribedAsync($"tenant {_name}", "ViolationsFound"), StringComparison.Ordinal);
        Assert.Contains("pods/privileged: spec.containers[0].securityContext.privileged: true", await DescribedAsync($"pod bad -n {Old}", "PolicyViolation"), StringComparison.Ordinal);
        Assert.Contains("services/load-balancer", await DescribedAsync($"service web -n {Old}", "PolicyViolation"), StringComparison.Ordinal);
        Assert.Equal(before, await UidsAsync());

        // What is mended or gone leaves the report.
        await Admin.RunAsync($"delete pod bad -n {Old} --grace-period=0 --force");
        await Admin.RunAsync($"delete rolebinding strangers -n {Old}");
        await Eventually.HoldsAsync(async () => (await RulesAsync()).SequenceEqual(["services/load-balancer", "services/node-port"]), Cancel, "what is gone leaves the report");
        await Admin.ApplyAsync(Service("ClusterIP"));
        await CompliantAsync("True");
        Assert.Null((await Admin.GetAsync($"tenant {_name}"))!["status"]!["violations"]);
        await DescribedAsync($"tenant {_name}", "ViolationsGone");
    }

    [Fact]
    public async Task What_a_stricter_policy_would_refuse_is_told_and_goes_on()
    {
        const string owners = "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}\n";
        await @operator.ReadyTenantAsync(_name, owners + "  pods: {registries: [\"registry.example.com/*\"]}\n  services: {nodePorts: {allowed: true}}");
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("create -f -", Pod("good", "privileged: false", $"{_name}-dev"))).Succeeded, Cancel);
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"create service nodeport np --tcp=80:80 -n {_name}-dev")).Succeeded, Cancel);
        await CompliantAsync("True");

        await Admin.ApplyAsync(RunningOperator.Tenant(_name, owners + "  pods: {registries: [\"registry.example.org/*\"]}"));
        await Eventually.HoldsAsync(async () => (await RulesAsync()).SequenceEqual(["pods/registries", "services/node-port"]), Cancel, "the stricter policy is told");
        Assert.NotNull(await Admin.GetAsync($"pod good -n {_name}-dev"));

        await Admin.ApplyAsync(RunningOperator.Tenant(_name, owners + "  pods: {registries: [\"registry.example.com/*\"]}\n  services: {nodePorts: {allowed: true}}"));
        await CompliantAsync("True");
    }

    [Fact]
    public async Task A_tenant_at_rest_is_not_written()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");
        await Admin.RunAsync($"create namespace {Old}");
        await Admin.ApplyAsync(Service("LoadBalancer"));
        await Admin.RunAsync($"label namespace {Old} tenantoperator.io/tenant={_name}");
        await CompliantAsync("False");
        await @operator.WaitReadyAsync(_name);
        var version = await VersionAsync();
        var events = (await Admin.NamesAsync($"events -n {Old}")).Length;

        // Looked at every two seconds meanwhile.
        await Task.Delay(TimeSpan.FromSeconds(9), Cancel);

        Assert.Equal(version, await VersionAsync());
        Assert.Equal(events, (await Admin.NamesAsync($"events -n {Old}")).Length);
    }

    [Fact]
    public async Task A_controller_that_starts_anew_finds_the_same_and_writes_and_tells_nothing()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");
        await Admin.RunAsync($"create namespace {Old}");
        await Admin.ApplyAsync(Service("LoadBalancer"));
        await Admin.RunAsync($"label namespace {Old} tenantoperator.io/tenant={_name}");
        await CompliantAsync("False");
        await @operator.WaitReadyAsync(_name);
        await Eventually.HoldsAsync(async () => (await MetricsAsync()).Split('\n').Any(IsTold), Cancel, "the metric tells");
        var before = (await VersionAsync(), (await Admin.NamesAsync($"events -n {Old}")).Length);

        foreach (var controller in @operator.Installation.Controllers)
            await controller.StopAsync();
        foreach (var controller in @operator.Installation.Controllers)
            await controller.StartAsync();
        await Eventually.HoldsAsync(async () => (await MetricsAsync()).Split('\n').Any(IsTold), Cancel, "the metric tells again");
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal(before, (await VersionAsync(), (await Admin.NamesAsync($"events -n {Old}")).Length));
    }

    [Fact]
    public async Task What_a_stricter_class_would_refuse_is_told()
    {
        await Admin.ApplyAsync(Class("{services: {nodePorts: {allowed: true} } }"));
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("apply -f -", RunningOperator.Tenant(_name, $"  className: {_name}\n  owners: [{{kind: User, name: alice}}]\n  namespaces: {{provision: [{{name: dev}}]}}"))).Succeeded, Cancel, "the class is known");
        await @operator.WaitReadyAsync(_name);
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"create service nodeport np --tcp=80:80 -n {_name}-dev")).Succeeded, Cancel);
        await CompliantAsync("True");

        await Admin.ApplyAsync(Class("{services: {nodePorts: {allowed: false} } }"));

        await Eventually.HoldsAsync(async () => (await RulesAsync()).SequenceEqual(["services/node-port"]), Cancel, "the stricter class is told");
    }

    private bool IsTold(string line) => line.StartsWith("tenant_stored_violations{", StringComparison.Ordinal)
        && line.Contains($"tenant=\"{_name}\"", StringComparison.Ordinal) && line.Contains("rule=\"services/load-balancer\"", StringComparison.Ordinal);

    // The one that leads has them.
    private async Task<string> MetricsAsync()
    {
        using var http = new HttpClient();
        var all = "";
        foreach (var controller in @operator.Installation.Controllers)
        {
            try
            {
                all += await http.GetStringAsync(new Uri(controller.Metrics, "metrics"), Cancel);
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }
        }

        return all;
    }

    private string Class(string policy) =>
        $$"""
        apiVersion: tenantoperator.io/v1alpha1
        kind: TenantClass
        metadata: {name: {{_name}}}
        spec: {policy: {{policy}}}
        """;

    private Task CompliantAsync(string status) =>
        Eventually.HoldsAsync(async () => (await @operator.ConditionAsync(_name, "Compliant"))?["status"]?.ToString() == status, Cancel, $"Compliant becomes {status}");

    private async Task<string[]> RulesAsync() => [.. ((await Admin.GetAsync($"tenant {_name}"))!["status"]!["violations"]?.AsArray() ?? []).Select(v => v!["rule"]!.ToString())];

    private async Task<string> VersionAsync() => (await Admin.GetAsync($"tenant {_name}"))!["metadata"]!["resourceVersion"]!.ToString();

    private async Task<string[]> UidsAsync() =>
        [.. (await Admin.GetAsync($"pods,services,rolebindings -n {Old}"))!["items"]!.AsArray().Select(o => o!["metadata"]!).Where(m => !m["name"]!.ToString().StartsWith("tenant-", StringComparison.Ordinal))
            .Select(m => m["uid"]!.ToString()).Order(StringComparer.Ordinal)];

    private async Task<string> DescribedAsync(string what, string reason)
    {
        var text = "";
        await Eventually.HoldsAsync(async () => (text = await Admin.RunAsync($"describe {what}")).Contains(reason, StringComparison.Ordinal), Cancel, $"describe {what} shows {reason}");
        return text;
    }

    private string Pod(string name, string securityContext, string? ns = null) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}, namespace: {{ns ?? Old}}}
        spec:
          automountServiceAccountToken: false
          containers: [{name: c, image: "registry.example.com/web:1", securityContext: { {{securityContext}} } }]
        """;

    private string Service(string type) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: {{Old}}}
        spec: {type: {{type}}, selector: {app: web}, ports: [{port: 80}]}
        """;

    private string Binding =>
        $$"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: strangers, namespace: {{Old}}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}]
        """;
}
