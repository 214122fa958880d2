using System.Diagnostics.Metrics;

namespace OperatorRuntime.Tests;

/// <summary>Sums what one set of metrics reports, by name and, when asked, by the value of any label.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<(string Name, double Value, string[] Labels)> measurements = [];
    private readonly MeterListener listener = new();

    public Recorder(RuntimeMetrics metrics)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.Start();
    }

    public double this[string name, string? label = null]
    {
        get
        {
            lock (gate)
            {
                return measurements.Where(entry => entry.Name == name && (label is null || entry.Labels.Contains(label, StringComparer.Ordinal))).Sum(entry => entry.Value);
            }
        }
    }

    /// <summary>The latest value of a gauge.</summary>
    public double Last(string name)
    {
        lock (gate)
        {
            return measurements.Last(entry => entry.Name == name).Value;
        }
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (gate)
        {
            measurements.Add((instrument.Name, value, [.. labels.ToArray().Select(label => label.Value?.ToString() ?? "")]));
        }
    }
}
