using System.Globalization;

namespace ControlPlanes;

/// <summary>A sample of a metric in the text format of Prometheus.</summary>
/// <param name="Labels">As written, without braces.</param>
/// <param name="Value">The value.</param>
public sealed record MetricSample(string Labels, double Value)
{
    /// <summary>The samples of a metric that has labels.</summary>
    public static IEnumerable<MetricSample> Of(string text, string metric)
    {
        foreach (var line in text.Split('\n'))
        {
            if (!line.StartsWith(metric, StringComparison.Ordinal) || line.Length == metric.Length || line[metric.Length] != '{')
                continue;
            var end = line.LastIndexOf('}');
            yield return new(line[(metric.Length + 1)..end], double.Parse(line[(end + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A label's value; empty when there is none of this name.</summary>
    public string Label(string name)
    {
        var opening = $",{name}=\"";
        // The first label has no comma before it.
        var at = $",{Labels}".IndexOf(opening, StringComparison.Ordinal);
        if (at < 0)
            return "";
        var start = at + opening.Length - 1;
        return Labels[start..Labels.IndexOf('"', start)];
    }
}
