using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chart.Tests.Helm;
using ControlPlanes;

namespace Chart.Tests.Monitoring;

public sealed partial class AlertTests
{
    private static readonly string[] Switched = ["--values", ChartFolder.ValueSet("monitoring-values.yaml")];

    [Fact]
    public async Task By_default_there_are_none() => Assert.DoesNotContain(await HelmRunner.ObjectsAsync(), o => o["kind"]!.GetValue<string>() == "PrometheusRule");

    [Fact]
    public async Task Every_query_names_what_the_program_exports() =>
        Assert.Empty((await AlertsAsync(Switched)).SelectMany(a => MetricsPage.Faults(Text(a, "expr")).Select(fault => $"{Text(a, "alert")}: {fault}")));

    [Fact]
    public async Task Every_alert_has_a_runbook_section_with_commands_and_every_section_an_alert()
    {
        var sections = File.ReadAllText(Repository.PathOf("docs", "operations.md")).Split("\n### ")[1..].ToDictionary(s => s.Split('\n')[0], StringComparer.Ordinal);

        var alerts = (await AlertsAsync(Switched)).Select(a => Text(a, "alert")).ToArray();

        Assert.Equal(alerts.Order(StringComparer.Ordinal), sections.Keys.Order(StringComparer.Ordinal));
        Assert.All(alerts, alert => Assert.Contains("```sh\nkubectl ", sections[alert], StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_leads_to_its_section_wherever_the_page_is_read()
    {
        var page = "docs/operations.md";
        foreach (var values in new string[][] { ["--set", "metrics.prometheusRule.enabled=true"], Switched })
        {
            foreach (var alert in await AlertsAsync(values))
                Assert.Equal($"{page}#{Text(alert, "alert").ToLowerInvariant()}", alert["annotations"]!["runbook_url"]!.GetValue<string>());
            page = "https://git.example.com/platform/tenant-operator/docs/operations.md";
        }
    }

    [Fact]
    public async Task Every_alert_says_how_grave_it_is_and_names_only_labels_that_its_query_leaves()
    {
        foreach (var alert in await AlertsAsync(Switched))
        {
            Assert.Contains(alert["labels"]!["severity"]!.GetValue<string>(), (string[])["critical", "warning", "info"]);
            var annotations = string.Concat(alert["annotations"]!.AsObject().Select(a => a.Value!.GetValue<string>()));
            var grouping = PromQl.Parse(Text(alert, "expr")).Grouping;
            Assert.All(LabelInText().Matches(annotations), m => Assert.Contains(m.Groups["label"].Value, grouping));
            Assert.False(string.IsNullOrEmpty(alert["annotations"]!["summary"]!.GetValue<string>()));
            Assert.False(string.IsNullOrEmpty(alert["annotations"]!["description"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task What_depends_on_values_is_put_in()
    {
        var rule = (await HelmRunner.ObjectAsync("PrometheusRule", "tenant-operator", Switched)).ToJsonString();

        Assert.DoesNotMatch("[A-Z]+_[A-Z_]+", rule);
        // A sixth of 1h30m; a sixth of a year; four times 1h; 3 replicas.
        Assert.Matches("time\\(\\) \\S+ 900\"", rule);
        Assert.Matches("time\\(\\) \\S+ 5256000\"", rule);
        Assert.Matches("\\) \\S+ 14400\"", rule);
        Assert.Matches("vector\\(0\\)\\) \\S+ 3\"", rule);
    }

    private static async Task<IReadOnlyList<JsonNode>> AlertsAsync(IEnumerable<string> arguments)
    {
        var rule = await HelmRunner.ObjectAsync("PrometheusRule", "tenant-operator", arguments);
        JsonNode[] alerts = [.. rule["spec"]!["groups"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray()).Select(r => r!)];
        Assert.True(alerts.Length > 20);
        return alerts;
    }

    private static string Text(JsonNode alert, string key) => alert[key]!.GetValue<string>();

    [GeneratedRegex(@"\$labels\.(?<label>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelInText();
}
