using ControlPlanes;

namespace Chart.Tests.Monitoring;

/// <summary>Holds queries to the list of metrics in the documentation.</summary>
internal static class MetricsPage
{
    private static readonly string[] OfHistograms = ["_bucket", "_sum", "_count"];

    // Prometheus puts these on whatever it scrapes.
    private static readonly string[] OfPrometheus = ["job", "instance", "le"];

    /// <summary>What is wrong with a query: the metrics that nobody exports, and labels that they do not have.</summary>
    public static IEnumerable<string> Faults(string query)
    {
        var read = PromQl.Parse(query);
        var labels = new HashSet<string>(OfPrometheus, StringComparer.Ordinal);
        foreach (var (name, selected) in read.Metrics)
        {
            if (name == "up")
                continue;
            if (Find(name) is not { } metric)
            {
                yield return $"{name} is not exported";
                continue;
            }
            labels.UnionWith(metric.Labels);
            foreach (var label in selected.Except(metric.Labels).Except(OfPrometheus))
                yield return $"{name} has no label {label}";
        }
        foreach (var label in read.Grouping.Where(l => !labels.Contains(l)))
            yield return $"nothing in it has the label {label}";
        if (read.Metrics.Count == 0)
            yield return "it names no metric";
    }

    private static ListedMetric? Find(string name)
    {
        var suffix = Array.Find(OfHistograms, s => name.EndsWith(s, StringComparison.Ordinal));
        if (suffix is not null && ListedMetric.All.TryGetValue(name[..^suffix.Length], out var histogram) && histogram.Kind == "histogram")
            return histogram;
        return ListedMetric.All.TryGetValue(name, out var metric) && metric.Kind != "histogram" ? metric : null;
    }
}
