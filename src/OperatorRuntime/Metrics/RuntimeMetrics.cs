using System.Diagnostics.Metrics;

namespace OperatorRuntime;

/// <summary>The runtime's instruments, under the names of controller-runtime and client-go, so that stock dashboards work.</summary>
public sealed class RuntimeMetrics : IDisposable
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "OperatorRuntime";

    private readonly Meter meter = new(MeterName);

    public RuntimeMetrics()
    {
        RestClient = new RestClientMetrics(meter);
        WorkQueues = new WorkQueueMetrics(meter);
        Controllers = new ControllerMetrics(meter);
        Informers = new InformerMetrics(meter);
        LeaderStatus = meter.CreateGauge<int>("leader_election_master_status", null, "1 while this process leads, 0 otherwise.");
        EventsDropped = meter.CreateCounter<long>("events_dropped_total", null, "Events that were not sent, by cause.");
    }

    internal RestClientMetrics RestClient { get; }

    internal WorkQueueMetrics WorkQueues { get; }

    internal ControllerMetrics Controllers { get; }

    internal InformerMetrics Informers { get; }

    internal Gauge<int> LeaderStatus { get; }

    internal Counter<long> EventsDropped { get; }

    /// <summary>The meter itself, so that a test can listen to this instance alone.</summary>
    internal Meter Meter => meter;

    public void Dispose() => meter.Dispose();
}
