using ControlPlanes;

namespace Benchmarks.Clusters;

/// <summary>What the API server has counted: requests that write, by verb and resource, whoever sent them.</summary>
internal static class ApiRequests
{
    private static readonly HashSet<string> Writing = ["POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION"];

    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(ControlPlane controlPlane, CancellationToken cancel)
    {
        using var client = controlPlane.CreateClient();
        var text = await client.HttpClient.GetStringAsync(new Uri(client.BaseUri, "metrics"), cancel);
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (labels, value) in MetricsText.Samples(text, "apiserver_request_total"))
        {
            var verb = MetricsText.Label(labels, "verb");
            if (!Writing.Contains(verb) || MetricsText.Label(labels, "dry_run").Length > 0)
                continue;
            var subresource = MetricsText.Label(labels, "subresource");
            var key = $"{verb} {MetricsText.Label(labels, "resource")}{(subresource.Length > 0 ? "/" + subresource : "")}";
            counts[key] = counts.GetValueOrDefault(key) + value;
        }
        return counts;
    }
}
