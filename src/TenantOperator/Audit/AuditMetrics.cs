using System.Diagnostics.Metrics;
using Tenancy.Audit;

namespace TenantOperator.Audit;

/// <summary>What is counted of the audit. Series are bounded by tenants and rules; those of nothing found are not there.</summary>
internal sealed class AuditMetrics : IDisposable
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "TenantOperator.Audit";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _sweeps;
    private readonly Counter<long> _unjudged;
    private readonly Gauge<double> _lastSuccess;

    public AuditMetrics(AuditResults results)
    {
        _meter.CreateObservableGauge("tenant_stored_violations", () => Measure(results), description: "Stored objects that would be refused if written anew, by tenant and rule");
        _sweeps = _meter.CreateCounter<long>("tenant_audit_sweeps_total", description: "Looks at all stored objects, by result");
        _unjudged = _meter.CreateCounter<long>("tenant_audit_unjudged_objects_total", description: "Stored objects that the audit could not judge, by kind");
        _lastSuccess = _meter.CreateGauge<double>("tenant_audit_last_success_timestamp_seconds", description: "When all stored objects were last looked at, in Unix time");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>A look at the whole cluster has ended.</summary>
    public void Swept(DateTimeOffset at)
    {
        _sweeps.Add(1, new KeyValuePair<string, object?>("result", "success"));
        _lastSuccess.Record(at.ToUnixTimeMilliseconds() / 1000.0);
    }

    /// <summary>A look at the whole cluster was given up.</summary>
    public void SweepFailed() => _sweeps.Add(1, new KeyValuePair<string, object?>("result", "error"));

    /// <summary>An object could not be judged.</summary>
    public void Unjudged(AuditedKind kind) => _unjudged.Add(1, new KeyValuePair<string, object?>("resource", kind.ToString()));

    // Labels sorted: the library keeps those that come in another order a second time.
    private static IEnumerable<Measurement<long>> Measure(AuditResults results) =>
        from result in results.All
        from kind in result.Value.ByKind.Values
        from rule in kind.ByRule
        group rule.Value.Count by (result.Value.Tenant, rule.Key) into series
        select new Measurement<long>(series.Sum(), new("rule", series.Key.Key), new("tenant", series.Key.Tenant));
}
