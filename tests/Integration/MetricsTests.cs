using System.Text.RegularExpressions;
using ControlPlanes;

namespace Integration;

/// <summary>What running processes export, against the list in the documentation, to which alerts and dashboards are held.</summary>
[Collection(OperatorCollection.Name)]
public sealed partial class MetricsTests(RunningOperator @operator)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_series_of_every_process_is_on_the_page_with_its_labels()
    {
        // So that there are decisions to tell of.
        await @operator.Admin.RefusedAsync("apply --dry-run=server -f -", RunningOperator.Tenant("metrics-probe", "  owners: [{kind: User, name: alice}]\n  ingress: {hosts: [\"regex:probe\"]}"));
        var listed = ListedMetric.All;
        using var http = new HttpClient();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        foreach (var process in @operator.Installation.Controllers.Concat(@operator.Installation.Webhooks))
        {
            var text = await http.GetStringAsync(new Uri(process.Metrics, "metrics"), Cancel);
            foreach (var series in text.Split('\n').Select(line => Series().Match(line)).Where(m => m.Success))
            {
                var name = OfHistogram().Replace(series.Groups["name"].Value, "") is var whole && listed.ContainsKey(whole) ? whole : series.Groups["name"].Value;
                seen.Add(name);
                if (name.StartsWith("dotnet_", StringComparison.Ordinal))
                    continue;
                Assert.True(listed.ContainsKey(name), $"{process.Name} exports {name}, which the page does not list");
                var labels = Label().Matches(series.Groups["labels"].Value).Select(l => l.Groups["label"].Value).Where(l => l != "le");
                Assert.Empty(labels.Except(listed[name].Labels).Select(l => $"{name} of {process.Name} has a label {l}, which the page does not list"));
            }
        }

        Assert.All(
            (string[])["leader_election_master_status", "workqueue_depth", "controller_runtime_reconcile_total", "controller_runtime_webhook_requests_total", "controller_runtime_webhook_latency_seconds",
                "tenant_admission_total", "tenant_registrations_in_force", "kubernetes_healthcheck", "rest_client_requests_total", "dotnet_process_memory_working_set"],
            name => Assert.Contains(name, seen));
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? \S", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Series();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfHistogram();

    [GeneratedRegex("""(^|,)(?<label>[a-zA-Z_]\w*)="(\\.|[^"\\])*" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Label();
}
