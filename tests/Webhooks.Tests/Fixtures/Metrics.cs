using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Webhooks.Telemetry;

namespace Webhooks.Tests.Fixtures;

/// <summary>Sums what the webhooks' meters of one test measure from here on.</summary>
internal sealed class Metrics : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentBag<(string Name, double Value, Dictionary<string, object?> Labels)> measurements = [];

    public Metrics(WebhookMetrics metrics)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (metrics.Owns(instrument))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.Start();
    }

    public double Sum(string name, params ReadOnlySpan<(string Key, string Value)> labels)
    {
        var sum = 0.0;
        foreach (var measurement in measurements)
        {
            var matches = measurement.Name == name;
            foreach (var (key, value) in labels)
                matches &= measurement.Labels.GetValueOrDefault(key) as string == value;
            sum += matches ? measurement.Value : 0;
        }
        return sum;
    }

    /// <summary>The sum once it is as expected, or after five seconds: the server counts a request after its answer has gone out.</summary>
    public async Task<double> SumAsync(double expected, string name, params (string Key, string Value)[] labels)
    {
        for (var i = 0; i < 500 && Math.Abs(Sum(name, labels) - expected) > 0.1; i++)
            await Task.Delay(10);
        return Sum(name, labels);
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        measurements.Add((instrument.Name, value, labels.ToArray().ToDictionary()));
}
