using System.Text.RegularExpressions;

namespace Chart.Tests.Monitoring;

/// <summary>What a query of Prometheus names: metrics, each with the labels that it is selected by, and the labels that results are grouped by.</summary>
internal sealed partial class PromQl
{
    private static readonly HashSet<string> Keywords = new(["and", "or", "unless", "bool", "offset"], StringComparer.Ordinal);

    private PromQl(string query)
    {
        // What is in quotes and brackets are values: label values, ranges, Grafana's variables.
        var text = Range().Replace(Quoted().Replace(query, "\"\""), "");
        Grouping = [.. GroupedBy().Matches(text).SelectMany(m => m.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        text = GroupedBy().Replace(text, "");
        var selected = Selector().Matches(text).Select(m => (m.Groups["metric"].Value, Matcher().Matches(m.Groups["matchers"].Value).Select(l => l.Groups["label"].Value).ToArray()));
        var bare = Word().Matches(Selector().Replace(text, "")).Select(m => m.Value).Where(w => !Keywords.Contains(w)).Select(w => (w, Array.Empty<string>()));
        Metrics = [.. selected, .. bare];
    }

    /// <summary>The metrics, each with the labels in its braces.</summary>
    public IReadOnlyList<(string Name, string[] Labels)> Metrics { get; }

    /// <summary>The labels after <c>by</c>: what is left of labels in the result.</summary>
    public IReadOnlyList<string> Grouping { get; }

    /// <summary>Reads a query, or Grafana's <c>label_values(metric, label)</c>.</summary>
    public static PromQl Parse(string query) =>
        LabelValues().Match(query) is { Success: true } values ? new($"max by ({values.Groups["label"].Value}) ({values.Groups["metric"].Value})") : new(query);

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(by|without|on|ignoring)\s*\((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GroupedBy();

    [GeneratedRegex(@"(?<metric>[a-zA-Z_:][\w:]*)\{(?<matchers>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selector();

    [GeneratedRegex(@"(?<label>[a-zA-Z_]\w*)\s*(=~|!~|!=|=)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Matcher();

    // Not what an opening parenthesis follows: that is a function.
    [GeneratedRegex(@"(?<![\w:.])(?>[a-zA-Z_:][\w:]*)(?!\s*\()", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^label_values\((?<metric>[\w:]+), (?<label>\w+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelValues();
}
