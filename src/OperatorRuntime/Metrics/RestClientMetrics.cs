using System.Diagnostics.Metrics;

namespace OperatorRuntime;

internal sealed class RestClientMetrics(Meter meter)
{
    private readonly Counter<long> requests =
        meter.CreateCounter<long>("rest_client_requests_total", null, "Requests to the API server, by status code, method and host.");

    private readonly Histogram<double> durations = meter.CreateHistogram(
        "rest_client_request_duration_seconds", null, "Time until the headers of the answer, by verb and host.", null, Buckets.Request);

    /// <param name="code">The status; 0 when there was no answer, which client-go reports as <c>&lt;error&gt;</c>.</param>
    public void Request(int code, HttpMethod method, string host, TimeSpan duration)
    {
        requests.Add(1, new("code", code == 0 ? "<error>" : code.ToString()), new("method", method.Method), new("host", host));
        durations.Record(duration.TotalSeconds, new("verb", method.Method), new("host", host));
    }
}
