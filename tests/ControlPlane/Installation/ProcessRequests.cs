namespace ControlPlanes.Installation;

/// <summary>What the operator's processes have counted: requests that write, without the renewals of the lease, which are the only PUTs.</summary>
public static class ProcessRequests
{
    private static readonly HashSet<string> Writing = ["POST", "PATCH", "DELETE"];

    public static async Task<double> ReadAsync(IEnumerable<OperatorProcess> processes, CancellationToken cancel)
    {
        using var http = new HttpClient();
        var sum = 0.0;
        foreach (var process in processes)
        {
            var text = await http.GetStringAsync(new Uri(process.Metrics, "metrics"), cancel);
            sum += MetricSample.Of(text, "rest_client_requests_total").Where(s => Writing.Contains(s.Label("method"))).Sum(s => s.Value);
        }
        return sum;
    }
}
