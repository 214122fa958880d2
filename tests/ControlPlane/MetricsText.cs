using System.Globalization;

namespace ControlPlanes;

/// <summary>Reads what Prometheus would.</summary>
public static class MetricsText
{
    /// <summary>The samples of a metric: their labels as written, and their values.</summary>
    public static IEnumerable<(string Labels, double Value)> Samples(string text, string metric)
    {
        foreach (var line in text.Split('\n'))
        {
            if (!line.StartsWith(metric, StringComparison.Ordinal) || line.Length == metric.Length || line[metric.Length] != '{')
                continue;
            var end = line.LastIndexOf('}');
            yield return (line[(metric.Length + 1)..end], double.Parse(line[(end + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A label's value; empty when there is none of this name.</summary>
    public static string Label(string labels, string name)
    {
        var at = labels.StartsWith($"{name}=\"", StringComparison.Ordinal) ? 0 : labels.IndexOf($",{name}=\"", StringComparison.Ordinal) + 1;
        if (at == 0 && !labels.StartsWith($"{name}=\"", StringComparison.Ordinal))
            return "";
        var start = at + name.Length + 2;
        return labels[start..labels.IndexOf('"', start)];
    }
}
