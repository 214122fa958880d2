using System.Diagnostics.Metrics;
using System.Text.Json;
using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers;

/// <summary>What there is, told by the leader alone: of two that tell the same, sums would count it twice. Series are bounded by tenants and by the resources of their quotas.</summary>
internal sealed class TenancyMetrics : IDisposable
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "TenantOperator.Tenancy";

    private readonly Meter _meter = new(MeterName);

    /// <param name="caches">What is counted.</param>
    /// <param name="leads">Whether this process does.</param>
    public TenancyMetrics(ClusterCaches caches, Func<bool> leads)
    {
        Gauge("tenants", () => Tenants(caches), "Tenants, by whether all of theirs stands (ready: true, false)");
        Gauge("tenant_namespaces", () => Namespaces(caches), "Namespaces, by tenant");
        Gauge("tenant_quota_hard", () => Quotas(caches, q => q.Hard), "What the quotas of a tenant's namespaces allow in sum, by tenant and resource, in cores, bytes or objects");
        Gauge("tenant_quota_used", () => Quotas(caches, q => q.Used), "What is used of the quotas of a tenant's namespaces in sum, by tenant and resource, in cores, bytes or objects");

        void Gauge(string name, Func<IEnumerable<Measurement<double>>> measure, string description) =>
            _meter.CreateObservableGauge(name, () => leads() ? measure() : [], description: description);
    }

    public void Dispose() => _meter.Dispose();

    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    private static IEnumerable<Measurement<double>> Tenants(ClusterCaches caches)
    {
        var (all, ready) = (0, 0);
        foreach (var tenant in caches.Tenants.Store.All)
        {
            all++;
            ready += IsReady(tenant.Value.Status) ? 1 : 0;
        }
        yield return new(ready, new KeyValuePair<string, object?>("ready", "true"));
        yield return new(all - ready, new KeyValuePair<string, object?>("ready", "false"));
    }

    private static bool IsReady(JsonElement? status) =>
        status is { } known && known.TryGetProperty("conditions", out var conditions) && conditions.ValueKind == JsonValueKind.Array
        && conditions.EnumerateArray().Any(c => Is(c, "type", "Ready") && Is(c, "status", "True"));

    private static bool Is(JsonElement condition, string name, string value) => condition.ValueKind == JsonValueKind.Object
        && condition.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(value);

    private static IEnumerable<Measurement<double>> Namespaces(ClusterCaches caches) =>
        caches.Namespaces.Store.All.GroupBy(n => n.Value.Tenant, StringComparer.Ordinal).Select(g => new Measurement<double>(g.Count(), new KeyValuePair<string, object?>("tenant", g.Key)));

    private static IEnumerable<Measurement<double>> Quotas(ClusterCaches caches, Func<QuotaUsage, double[]> amounts)
    {
        var sums = new Dictionary<(string Tenant, string Resource), double>();
        foreach (var (key, usage) in caches.Quotas.All)
        {
            var tenant = caches.GroupOf(NamespacedName.Cluster(key.Namespace));
            for (var i = 0; i < usage.Resources.Length; i++)
                sums[(tenant, usage.Resources[i])] = sums.GetValueOrDefault((tenant, usage.Resources[i])) + amounts(usage)[i];
        }
        // Labels sorted: the library keeps those that come in another order a second time.
        return sums.Where(s => s.Key.Tenant.Length > 0)
            .Select(s => new Measurement<double>(s.Value, new KeyValuePair<string, object?>("resource", s.Key.Resource), new("tenant", s.Key.Tenant)));
    }
}
