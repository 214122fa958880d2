namespace TenantOperator.Configuration;

/// <summary>Where traces of admissions and reconciliations go.</summary>
internal sealed record TracingSettings
{
    /// <summary>
    /// A collector that takes OTLP over HTTP, such as <c>http://otel-collector.monitoring:4318</c>; <c>/v1/traces</c> is added where there is no path.
    /// Empty: nothing is traced.
    /// </summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Which part of what begins here is traced, between 0 and 1. What an API server traces goes on here in any case.</summary>
    public double SamplingRatio { get; set; } = 0.1;

    /// <summary>The address that traces are sent to.</summary>
    /// <exception cref="UriFormatException">The endpoint is no URL.</exception>
    public Uri Address()
    {
        var endpoint = new Uri(Endpoint);
        return endpoint.AbsolutePath is "/" ? new(endpoint, "v1/traces") : endpoint;
    }
}
