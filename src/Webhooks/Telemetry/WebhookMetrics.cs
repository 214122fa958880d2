using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tenancy.Api;
using Webhooks.Reviews;
using Webhooks.Serving;

namespace Webhooks.Telemetry;

/// <summary>
/// What is counted of admission. The first four have controller-runtime's names, so that stock dashboards work. The tenant is a
/// label only of what was decided for a tenant that exists, so the series are bounded by tenants and rules: a rule is in one mode at a time.
/// </summary>
public sealed class WebhookMetrics : IDisposable
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "TenantOperator.Webhooks";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> requests;
    private readonly Histogram<double> latency;
    private readonly UpDownCounter<long> inFlight;
    private readonly Counter<long> panics;
    private readonly Counter<long> decisions;
    private readonly Counter<long> denialEvents;

    public WebhookMetrics()
    {
        requests = meter.CreateCounter<long>("controller_runtime_webhook_requests_total", description: "Webhook requests by HTTP status code");
        latency = meter.CreateHistogram("controller_runtime_webhook_latency_seconds", description: "Seconds from the request's headers to its answer",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        inFlight = meter.CreateUpDownCounter<long>("controller_runtime_webhook_requests_in_flight", description: "Webhook requests being answered");
        panics = meter.CreateCounter<long>("controller_runtime_webhook_panics_total", description: "Requests refused because deciding them threw");
        decisions = meter.CreateCounter<long>("tenant_admission_total", description: "Admission decisions by tenant, rule, decision and the rule's mode");
        denialEvents = meter.CreateCounter<long>("tenant_denial_events_total",
            description: "Denials told by events: sent, as writes; suppressed, without a write of their own; dropped, with the queue full or the API server refusing");
        panics.Add(0);
    }

    public void Dispose() => meter.Dispose();

    /// <summary>Has the index's age told, by kind, whenever the metrics are read.</summary>
    internal void ObserveAges(Func<IEnumerable<(string Resource, TimeSpan Age)>> ages) => meter.CreateObservableGauge(
        "tenant_index_age_seconds", () => ages().Select(a => new Measurement<double>(a.Age.TotalSeconds, new KeyValuePair<string, object?>("resource", a.Resource))),
        description: "Seconds since the API server last told of a kind that admission is decided by");

    /// <summary>Has the connections told whenever the metrics are read.</summary>
    internal void ObserveConnections(ConnectionLimit connections)
    {
        meter.CreateObservableGauge("webhook_connections", () => connections.Count, description: "Connections to the webhooks' port");
        meter.CreateObservableCounter("webhook_connections_ended_total", () => connections.Ended,
            description: "Connections to the webhooks' port that were ended because there were too many, or nothing was asked on them");
    }

    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, meter);

    internal void Started(string webhook) => inFlight.Add(1, new KeyValuePair<string, object?>("webhook", webhook));

    internal void Ended(string webhook, int code, TimeSpan took)
    {
        var label = new KeyValuePair<string, object?>("webhook", webhook);
        inFlight.Add(-1, label);
        latency.Record(took.TotalSeconds, label);
        requests.Add(1, label, new("code", CodeLabel(code)));
    }

    internal void Panicked() => panics.Add(1);

    /// <summary>
    /// Counts a decision: once for each rule that denied, warned or was audited, and once without a rule when none denied. A call that lets pass
    /// what another call will judge decides nothing but what its rules say: none of them is asked in both.
    /// </summary>
    internal void Decided(Answer answer, bool isLast)
    {
        foreach (var rule in answer.DenyingRules)
            Count(answer, rule, "denied", nameof(EnforcementMode.Enforce));
        foreach (var rule in answer.WarningRules)
            Count(answer, rule, "warned", answer.Enforcement.ModeOf(rule) is EnforcementMode.Warn ? nameof(EnforcementMode.Warn) : nameof(EnforcementMode.Enforce));
        foreach (var rule in answer.AuditedRules)
            Count(answer, rule, "audited", nameof(EnforcementMode.Audit));
        if (answer.DenyingRules.Count == 0 && (isLast || !answer.Allowed))
            Count(answer, "", answer.Decision, "");
    }

    /// <summary>Counts what became of denials that were to be told by events.</summary>
    internal void DenialEvents(string result, int count)
    {
        if (count > 0)
            denialEvents.Add(count, new KeyValuePair<string, object?>("result", result));
    }

    private static string CodeLabel(int code) => code switch
    {
        200 => "200",
        400 => "400",
        405 => "405",
        408 => "408",
        413 => "413",
        415 => "415",
        503 => "503",
        _ => code.ToString(),
    };

    // Sorted: the library keeps labels in the order of the names, and those that come in another one a second time.
    private void Count(Answer answer, string rule, string decision, string mode) =>
        decisions.Add(1, new TagList { { "decision", decision }, { "mode", mode }, { "rule", rule }, { "tenant", answer.TenantExists ? answer.Tenant : "" } });
}
