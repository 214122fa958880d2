using System.Globalization;
using ControlPlanes.Installation;

namespace Drills.Clusters;

/// <summary>What a process tells of itself.</summary>
internal static class MetricText
{
    /// <summary>The sum of all samples of a metric, with labels or without, over processes; one that does not answer adds nothing.</summary>
    public static async Task<double> SumAsync(IEnumerable<OperatorProcess> processes, string metric, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var sum = 0.0;
        foreach (var process in processes)
        {
            try
            {
                sum += Sum(await http.GetStringAsync(new Uri(process.Metrics, "metrics"), cancel), metric);
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                // It has just been started.
            }
        }

        return sum;
    }

    /// <summary>The sum of all samples of a metric in the text format of Prometheus.</summary>
    public static double Sum(string text, string metric) => text.Split('\n').Where(line => IsOf(line, metric)).Sum(ValueOf);

    private static bool IsOf(string line, string metric) =>
        line.Length > metric.Length && line.StartsWith(metric, StringComparison.Ordinal) && line[metric.Length] is ' ' or '{';

    // After the labels, if there are any, comes the value, and after it perhaps a time.
    private static double ValueOf(string line)
    {
        var rest = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return double.Parse(line.Contains('}', StringComparison.Ordinal) ? rest[0] : rest[1], CultureInfo.InvariantCulture);
    }
}
