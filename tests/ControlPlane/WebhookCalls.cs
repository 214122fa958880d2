using k8s;

namespace ControlPlanes;

/// <summary>How often an API server has called webhooks, by its own metrics.</summary>
public static class WebhookCalls
{
    private const string Metric = "apiserver_admission_webhook_admission_duration_seconds_count";

    /// <summary>The calls until now of all webhooks whose names end with <paramref name="suffix"/>.</summary>
    /// <param name="client">Of somebody who may read metrics.</param>
    /// <param name="suffix">The end of the names, such as <c>tenantoperator.io</c>.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<int> CountAsync(Kubernetes client, string suffix, CancellationToken cancel = default) => (int)MetricSample
        .Of(await ApiServerMetrics.ReadAsync(client, cancel), Metric).Where(s => s.Label("name").EndsWith(suffix, StringComparison.Ordinal)).Sum(s => s.Value);
}
