using System.Text.Json.Nodes;
using Chart.Tests.Helm;

namespace Chart.Tests.Rendering;

public sealed class NetworkPolicyTests
{
    private static readonly string[] Switched = ["--set", "networkPolicy.enabled=true"];

    [Fact]
    public async Task By_default_there_are_none() => Assert.DoesNotContain(await HelmRunner.ObjectsAsync(), o => o["kind"]!.GetValue<string>() == "NetworkPolicy");

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task A_policy_is_about_the_pods_of_its_role_and_about_both_directions(string role)
    {
        var policy = await PolicyAsync(role, Switched);
        var deployment = await HelmRunner.ObjectAsync("Deployment", $"tenant-operator-{role}");

        Assert.True(JsonNode.DeepEquals(deployment["spec"]!["selector"]!["matchLabels"], policy["podSelector"]!["matchLabels"]));
        Assert.Equal(["Ingress", "Egress"], policy["policyTypes"]!.AsArray().Select(t => t!.GetValue<string>()));
    }

    [Fact]
    public async Task Webhooks_are_reached_from_anywhere_on_the_port_that_they_listen_on()
    {
        var rule = Assert.Single((await PolicyAsync("webhooks", Switched))["ingress"]!.AsArray())!.AsObject();
        var container = (await HelmRunner.ObjectAsync("Deployment", "tenant-operator-webhooks"))["spec"]!["template"]!["spec"]!["containers"]![0]!;

        Assert.False(rule.ContainsKey("from"));
        Assert.Equal(Port(container, "webhooks"), Assert.Single(rule["ports"]!.AsArray())!["port"]!.GetValue<long>());
    }

    [Fact]
    public async Task Nobody_reaches_a_controller_as_long_as_nobody_is_said_to_read_metrics() =>
        Assert.Null((await PolicyAsync("controller", Switched))["ingress"]);

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task Metrics_are_read_from_the_namespaces_that_are_selected(string role)
    {
        var rule = (await PolicyAsync(role, "--values", ChartFolder.ValueSet("monitoring-values.yaml")))["ingress"]!.AsArray()[^1]!;
        var container = (await HelmRunner.ObjectAsync("Deployment", $"tenant-operator-{role}"))["spec"]!["template"]!["spec"]!["containers"]![0]!;

        Assert.Equal("""[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"monitoring"}}}]""", rule["from"]!.ToJsonString());
        Assert.Equal(Port(container, "metrics"), Assert.Single(rule["ports"]!.AsArray())!["port"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task They_reach_the_API_server_and_DNS_and_nothing_else(string role)
    {
        var ports = (await PolicyAsync(role, Switched))["egress"]!.AsArray().SelectMany(r => r!["ports"]!.AsArray()).Select(p => $"{p!["port"]}/{p["protocol"]}");

        Assert.Equal(["443/TCP", "6443/TCP", "53/UDP", "53/TCP"], ports);
    }

    [Theory]
    [InlineData("http://otel-collector.monitoring:4318", 4318)]
    [InlineData("http://10.0.0.1", 80)]
    [InlineData("https://otel2/v1/traces", 443)]
    public async Task They_reach_the_collector_of_traces_on_the_port_of_its_URL(string endpoint, int port)
    {
        var egress = (await PolicyAsync("webhooks", [.. Switched, "--set", $"tracing.endpoint={endpoint}"]))["egress"]!.AsArray();

        Assert.Equal(port, Assert.Single(egress.Last()!["ports"]!.AsArray())!["port"]!.GetValue<long>());
    }

    private static async Task<JsonNode> PolicyAsync(string role, params string[] arguments) =>
        (await HelmRunner.ObjectAsync("NetworkPolicy", $"tenant-operator-{role}", arguments))["spec"]!;

    private static long Port(JsonNode container, string name) =>
        Assert.Single(container["ports"]!.AsArray(), p => p!["name"]!.GetValue<string>() == name)!["containerPort"]!.GetValue<long>();
}
