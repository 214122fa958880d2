using System.Text.RegularExpressions;
using ControlPlanes;

namespace Chart.Tests.Monitoring;

/// <summary>The list of metrics in the documentation: the one place where it is written, held to the sources and to running processes.</summary>
internal static partial class MetricsPage
{
    private static readonly string[] OfHistograms = ["_bucket", "_sum", "_count"];

    // Prometheus puts these on whatever it scrapes.
    private static readonly string[] OfPrometheus = ["job", "instance", "le"];

    /// <summary>The metrics by name.</summary>
    public static IReadOnlyDictionary<string, ListedMetric> Metrics { get; } =
        File.ReadLines(Repository.PathOf("docs", "observability.md")).Select(line => Row().Match(line)).Where(m => m.Success)
            .SelectMany(m => m.Groups["name"].Captures.Select(name => new ListedMetric(name.Value, m.Groups["kind"].Value, LabelsIn(m.Groups["labels"].Value))))
            .ToDictionary(m => m.Name, StringComparer.Ordinal);

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

    // What a label may hold stands in parentheses behind it, or behind a colon at the end.
    private static string[] LabelsIn(string cell) => [.. Label().Matches(Values().Replace(cell, "").Split(':')[0]).Select(m => m.Groups["label"].Value)];

    private static ListedMetric? Find(string name)
    {
        var suffix = Array.Find(OfHistograms, s => name.EndsWith(s, StringComparison.Ordinal));
        if (suffix is not null && Metrics.TryGetValue(name[..^suffix.Length], out var histogram) && histogram.Kind == "histogram")
            return histogram;
        return Metrics.TryGetValue(name, out var metric) && metric.Kind != "histogram" ? metric : null;
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)`(, `(?<name>[a-z_]+)`)* \| (?<kind>counter|gauge|histogram) \| (?<labels>[^|]*)\| ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Values();

    [GeneratedRegex("`(?<label>[a-z_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
