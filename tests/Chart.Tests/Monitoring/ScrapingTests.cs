using System.Text.Json.Nodes;
using Chart.Tests.Helm;

namespace Chart.Tests.Monitoring;

public sealed class ScrapingTests
{
    private static readonly string[] Switched = ["--values", ChartFolder.ValueSet("monitoring-values.yaml")];

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task A_ServiceMonitor_selects_the_one_Service_of_its_role_that_leads_to_metrics(string role)
    {
        var objects = await HelmRunner.ObjectsAsync(Switched);
        var monitor = Assert.Single(objects, o => Is(o, "ServiceMonitor", $"tenant-operator-{role}"));
        var wanted = monitor["spec"]!["selector"]!["matchLabels"]!.AsObject();

        var service = Assert.Single(objects, o => o["kind"]!.GetValue<string>() == "Service" && Has(o["metadata"]!["labels"], wanted));

        Assert.Equal($"tenant-operator-{role}-metrics", service["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(service["spec"]!["ports"]![0]!["name"]!.GetValue<string>(), monitor["spec"]!["endpoints"]![0]!["port"]!.GetValue<string>());
        Assert.Equal("15s", monitor["spec"]!["endpoints"]![0]!["interval"]!.GetValue<string>());
        Assert.Equal([HelmRunner.Namespace], monitor["spec"]!["namespaceSelector"]!["matchNames"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.Equal("monitoring", monitor["metadata"]!["labels"]!["release"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task The_Service_selects_the_pods_of_its_role_and_a_port_that_they_have(string role)
    {
        var service = await HelmRunner.ObjectAsync("Service", $"tenant-operator-{role}-metrics");
        var template = (await HelmRunner.ObjectAsync("Deployment", $"tenant-operator-{role}"))["spec"]!["template"]!;

        Assert.True(Has(template["metadata"]!["labels"], service["spec"]!["selector"]!.AsObject()));
        Assert.Contains(service["spec"]!["ports"]![0]!["targetPort"]!.GetValue<string>(), template["spec"]!["containers"]![0]!["ports"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
        Assert.Equal("None", service["spec"]!["clusterIP"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_API_server_is_never_led_to_metrics_nor_a_scraper_to_the_webhooks()
    {
        var services = (await HelmRunner.ObjectsAsync(Switched)).Where(o => o["kind"]!.GetValue<string>() == "Service").ToArray();

        Assert.Equal(3, services.Length);
        Assert.All(services, s => Assert.Single(s["spec"]!["ports"]!.AsArray()));
    }

    [Fact]
    public async Task Where_no_pod_runs_there_is_nothing_to_scrape() =>
        Assert.DoesNotContain(
            await HelmRunner.ObjectsAsync("--values", ChartFolder.ValueSet("outside-values.yaml"), "--set", "metrics.serviceMonitor.enabled=true"),
            o => o["kind"]!.GetValue<string>() is "Service" or "ServiceMonitor");

    [Fact]
    public async Task By_default_nothing_of_the_Prometheus_operator_is_asked_for() =>
        Assert.DoesNotContain(await HelmRunner.ObjectsAsync(), o => o["apiVersion"]!.GetValue<string>().StartsWith("monitoring.coreos.com/", StringComparison.Ordinal));

    private static bool Is(JsonObject o, string kind, string name) => o["kind"]!.GetValue<string>() == kind && o["metadata"]!["name"]!.GetValue<string>() == name;

    private static bool Has(JsonNode? labels, JsonObject wanted) => wanted.All(w => JsonNode.DeepEquals(labels?[w.Key], w.Value));
}
