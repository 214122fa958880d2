using System.Globalization;
using System.Text.RegularExpressions;

namespace Conformance.ApiServer;

/// <summary>One line of the Prometheus text format.</summary>
internal sealed partial record MetricSample(string Name, string Labels, double Value)
{
    public static IReadOnlyList<MetricSample> Parse(string text) =>
        [.. Line().Matches(text).Select(m => new MetricSample(m.Groups["name"].Value, m.Groups["labels"].Value, double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture)))];

    /// <summary>The label's value; empty when there is none.</summary>
    public string Label(string name) => Regex.Match(Labels, $"(?:^|,){name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    [GeneratedRegex(@"^(?<name>[a-z_]+)(?:\{(?<labels>[^}]*)\})? (?<value>[0-9.e+-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
