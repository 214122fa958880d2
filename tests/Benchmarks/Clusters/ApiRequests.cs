using ControlPlanes;

namespace Benchmarks.Clusters;

/// <summary>What the API server has counted: requests that write, by verb and resource, whoever sent them.</summary>
internal static class ApiRequests
{
    private static readonly HashSet<string> Writing = ["POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION"];

    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(ControlPlane controlPlane, CancellationToken cancel)
    {
        using var client = controlPlane.CreateClient();
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var sample in MetricSample.Of(await ApiServerMetrics.ReadAsync(client, cancel), "apiserver_request_total"))
        {
            var verb = sample.Label("verb");
            if (!Writing.Contains(verb) || sample.Label("dry_run").Length > 0)
                continue;
            var subresource = sample.Label("subresource");
            var key = $"{verb} {sample.Label("resource")}{(subresource.Length > 0 ? "/" + subresource : "")}";
            counts[key] = counts.GetValueOrDefault(key) + sample.Value;
        }
        return counts;
    }
}
