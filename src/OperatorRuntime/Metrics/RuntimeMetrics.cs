using System.Diagnostics.Metrics;

namespace OperatorRuntime;

/// <summary>The runtime's instruments, under the names of controller-runtime, so that stock dashboards work.</summary>
public sealed class RuntimeMetrics : IDisposable
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "OperatorRuntime";

    private readonly Meter meter = new(MeterName);

    public void Dispose() => meter.Dispose();
}
