using System.Text.RegularExpressions;

namespace ControlPlanes;

/// <summary>A metric as docs/observability.md lists it: the one place where metrics are written down, to which sources, running processes, alerts and dashboards are held.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">counter, gauge or histogram.</param>
/// <param name="Labels">Its labels.</param>
public sealed partial record ListedMetric(string Name, string Kind, IReadOnlyList<string> Labels)
{
    /// <summary>All of the page, by name.</summary>
    public static IReadOnlyDictionary<string, ListedMetric> All { get; } =
        File.ReadLines(Repository.PathOf("docs", "observability.md")).Select(line => Row().Match(line)).Where(m => m.Success)
            .SelectMany(m => m.Groups["name"].Captures.Select(name => new ListedMetric(name.Value, m.Groups["kind"].Value, LabelsIn(m.Groups["labels"].Value))))
            .ToDictionary(m => m.Name, StringComparer.Ordinal);

    // What a label may hold stands in parentheses behind it, or behind a colon at the end.
    private static string[] LabelsIn(string cell) => [.. Label().Matches(Values().Replace(cell, "").Split(':')[0]).Select(m => m.Groups["label"].Value)];

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)`(, `(?<name>[a-z_]+)`)* \| (?<kind>counter|gauge|histogram) \| (?<labels>[^|]*)\| ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Values();

    [GeneratedRegex("`(?<label>[a-z_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
