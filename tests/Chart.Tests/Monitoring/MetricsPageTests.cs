using System.Text.RegularExpressions;
using ControlPlanes;
using TenantOperator.Hosting;

namespace Chart.Tests.Monitoring;

public sealed partial class MetricsPageTests
{
    [Fact]
    public void The_page_lists_the_metrics_that_the_sources_make_and_no_other()
    {
        var made = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => Instrument().Matches(File.ReadAllText(f))).Select(m => $"{m.Groups["name"].Value} {Kind(m.Groups["kind"].Value)}");
        var listed = ListedMetric.All.Values.Where(m => !m.Name.StartsWith("dotnet_", StringComparison.Ordinal)).Select(m => $"{m.Name} {m.Kind}");

        Assert.Equal(made.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_has_a_tenant_for_a_label_has_room_for_a_series_of_each_and_nothing_else_has() =>
        Assert.Equal(ListedMetric.All.Values.Where(m => m.Labels.Contains("tenant")).Select(m => m.Name).Order(StringComparer.Ordinal), PlainServer.SeriesByTenant.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("sum(tenant_admission_total{verdict=\"denied\"})", "tenant_admission_total has no label verdict")]
    [InlineData("tenant_admissions_total", "tenant_admissions_total is not exported")]
    [InlineData("rate(controller_runtime_webhook_latency_seconds[5m])", "controller_runtime_webhook_latency_seconds is not exported")]
    [InlineData("sum by (namespace) (tenant_namespaces)", "nothing in it has the label namespace")]
    [InlineData("time()", "it names no metric")]
    public void A_query_of_what_is_not_there_is_found_out(string query, string fault) => Assert.Equal([fault], MetricsPage.Faults(query));

    private static string Kind(string instrument) => instrument switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };

    [GeneratedRegex("""\b(Create)?(?<kind>UpDownCounter|ObservableGauge|ObservableCounter|Counter|Histogram|Gauge)(<\w+>)?\(\s*"(?<name>[a-z_]+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instrument();
}
