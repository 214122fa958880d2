using System.Text.Json.Nodes;

namespace Integration;

/// <summary>
/// Where a pod runs and as what, in concert with the API server's own plugins: they have run before webhooks are asked, and run once more after.
/// </summary>
[Collection(OperatorCollection.Name)]
public sealed class PlacementTests(RunningOperator @operator)
{
    private readonly string _name = ApiServer.UniqueName("place");

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task A_pod_is_stored_with_its_tenants_nodes_and_classes_and_what_follows_from_them()
    {
        await Admin.ApplyAsync(PriorityClass($"{_name}-normal", 1234, "Never"));
        await Admin.ApplyAsync($$"""
            {"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": "{{_name}}"}, "handler": "runsc",
             "overhead": {"podFixed": {"cpu": "250m"} }, "scheduling": {"nodeSelector": {"sandbox": "yes"} } }
            """);
        var alice = await TenantOfAliceAsync($$"""
            {nodeSelector: {pool: shared}, priorityClasses: {default: {{_name}}-normal, allowed: [{{_name}}-normal]}, runtimeClasses: {default: {{_name}}, allowed: [{{_name}}]} }
            """);

        await alice.ApplyAsync(Pod("plain"));

        var spec = await SpecAsync("plain");
        Assert.Equal("""{"pool":"shared","sandbox":"yes"}""", spec["nodeSelector"]!.ToJsonString());
        Assert.Equal($"{_name}-normal", (string?)spec["priorityClassName"]);
        Assert.Equal(1234, (int)spec["priority"]!);
        Assert.Equal("Never", (string?)spec["preemptionPolicy"]);
        Assert.Equal(_name, (string?)spec["runtimeClassName"]);
        Assert.Equal("250m", (string?)spec["overhead"]!["cpu"]);
    }

    [Fact]
    public async Task Other_nodes_and_classes_are_refused()
    {
        await Admin.ApplyAsync(PriorityClass($"{_name}-high", 99, "PreemptLowerPriority"));
        var alice = await TenantOfAliceAsync("{nodeSelector: {pool: shared}}");

        var said = await alice.RefusedAsync("apply -f -", Pod("bad", ("nodeSelector", new JsonObject { ["pool"] = "system" }), ("priorityClassName", $"{_name}-high")));

        Assert.Contains("pods/node-selector: spec.nodeSelector[pool]: \"system\"", said, StringComparison.Ordinal);
        Assert.Contains("pods/priority-class: spec.priorityClassName", said, StringComparison.Ordinal);
    }

    /// <summary>Or whoever names no class would be refused the one that the API server has filled in for him.</summary>
    [Fact]
    public async Task A_default_class_of_the_cluster_locks_nobody_out_and_gives_way_to_the_tenants()
    {
        await Admin.ApplyAsync(PriorityClass($"{_name}-normal", 1234, "PreemptLowerPriority"));
        var alice = await TenantOfAliceAsync("{}");
        await Admin.ApplyAsync(PriorityClass($"{_name}-cluster", 77, "Never", isDefault: true));
        try
        {
            await StoredAsync(alice, "of-cluster", $"{_name}-cluster");
            Assert.Equal(77, (int)(await SpecAsync("of-cluster"))["priority"]!);

            await Admin.RunAsync($"patch tenant {_name} --type=merge -p {{\"spec\":{{\"pods\":{{\"priorityClasses\":{{\"default\":\"{_name}-normal\",\"allowed\":[\"{_name}-normal\"]}}}}}}}}");
            await StoredAsync(alice, "of-tenant", $"{_name}-normal");
            Assert.Equal(1234, (int)(await SpecAsync("of-tenant"))["priority"]!);
            Assert.Equal("PreemptLowerPriority", (string?)(await SpecAsync("of-tenant"))["preemptionPolicy"]);
        }
        finally
        {
            await Admin.RunAsync($"delete priorityclass {_name}-cluster");
        }
    }

    [Fact]
    public async Task Nobody_but_the_platform_gets_into_the_platforms_pods()
    {
        var alice = await TenantOfAliceAsync("{}");
        await Admin.ApplyAsync(Pod("agent").Replace("\"labels\":{}", "\"labels\":{\"tenantoperator.io/platform\":\"agent\"}", StringComparison.Ordinal));

        await Eventually.HoldsAsync(
            async () => (await alice.RefusedAsync($"exec agent -n {_name}-dev -- true")).Contains("pods/exec", StringComparison.Ordinal),
            TestContext.Current.CancellationToken, "the webhooks know the platform's pod");

        Assert.Contains("pods/exec", await alice.RefusedAsync($"attach agent -n {_name}-dev"), StringComparison.Ordinal);
        Assert.Contains("pods/labels", await alice.RefusedAsync($"label pod agent -n {_name}-dev tenantoperator.io/platform-"), StringComparison.Ordinal);
        // There is no node that it could run on: past admission.
        Assert.Contains("does not have a host assigned", await Admin.RefusedAsync($"exec agent -n {_name}-dev -- true"), StringComparison.Ordinal);
    }

    private Task StoredAsync(Kubectl alice, string pod, string priorityClass) => Eventually.HoldsAsync(
        async () =>
        {
            if (await Admin.GetAsync($"pod {pod} -n {_name}-dev") is { } stored && (string?)stored["spec"]!["priorityClassName"] == priorityClass)
                return true;
            await Admin.RunAsync($"delete pod {pod} -n {_name}-dev --ignore-not-found --force --grace-period=0");
            // Refused, or with another class, until the webhooks know both the cluster's and the tenant's default: looked at the next time.
            await alice.TryAsync("apply -f -", Pod(pod));
            return false;
        },
        TestContext.Current.CancellationToken, $"pod {pod} is stored with class {priorityClass}");

    private async Task<JsonNode> SpecAsync(string pod) => (await Admin.GetAsync($"pod {pod} -n {_name}-dev"))!["spec"]!;

    private async Task<Kubectl> TenantOfAliceAsync(string pods)
    {
        await @operator.ReadyTenantAsync(_name, $"  owners: [{{kind: User, name: alice}}]\n  namespaces: {{provision: [{{name: dev}}]}}\n  pods: {pods.Trim()}");
        await Eventually.HoldsAsync(async () => await Admin.GetAsync($"serviceaccount default -n {_name}-dev") is not null, TestContext.Current.CancellationToken);
        return await @operator.UserAsync("alice");
    }

    private string Pod(string name, params (string Field, JsonNode Value)[] more)
    {
        var spec = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "registry.example.com/a:1" }) };
        foreach (var (field, value) in more)
            spec[field] = value;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = $"{_name}-dev", ["labels"] = new JsonObject() },
            ["spec"] = spec,
        }.ToJsonString();
    }

    private static string PriorityClass(string name, int value, string preemptionPolicy, bool isDefault = false) => new JsonObject
    {
        ["apiVersion"] = "scheduling.k8s.io/v1",
        ["kind"] = "PriorityClass",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["value"] = value,
        ["preemptionPolicy"] = preemptionPolicy,
        ["globalDefault"] = isDefault,
    }.ToJsonString();
}
