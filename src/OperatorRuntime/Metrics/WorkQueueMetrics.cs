using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OperatorRuntime;

internal sealed class WorkQueueMetrics
{
    private readonly Counter<long> adds;
    private readonly Counter<long> retries;
    private readonly UpDownCounter<int> depth;
    private readonly Histogram<double> waited;
    private readonly Histogram<double> worked;

    /// <summary>Queues by name, each answering how long each of its keys has been worked on.</summary>
    private readonly ConcurrentDictionary<string, Func<IReadOnlyList<TimeSpan>>> running = new(StringComparer.Ordinal);

    public WorkQueueMetrics(Meter meter)
    {
        adds = meter.CreateCounter<long>("workqueue_adds_total", null, "Keys added, by queue.");
        retries = meter.CreateCounter<long>("workqueue_retries_total", null, "Keys added again after a failure, by queue.");
        depth = meter.CreateUpDownCounter<int>("workqueue_depth", null, "Keys that wait, by queue.");
        waited = meter.CreateHistogram("workqueue_queue_duration_seconds", null, "Time a key waited, by queue.", null, Buckets.Queue);
        worked = meter.CreateHistogram("workqueue_work_duration_seconds", null, "Time a key was worked on, by queue.", null, Buckets.Queue);
        meter.CreateObservableGauge("workqueue_unfinished_work_seconds",
            () => Observe(times => times.Sum(time => time.TotalSeconds)), null, "Sum of the times that running work has taken so far, by queue.");
        meter.CreateObservableGauge("workqueue_longest_running_processor_seconds",
            () => Observe(times => times.Count == 0 ? 0 : times.Max(time => time.TotalSeconds)), null, "The longest time that running work has taken so far, by queue.");
    }

    public void Register(string queue, Func<IReadOnlyList<TimeSpan>> runningTimes) => running[queue] = runningTimes;

    public void Added(string queue) => adds.Add(1, Label(queue));

    public void Retried(string queue) => retries.Add(1, Label(queue));

    public void Depth(string queue, int change) => depth.Add(change, Label(queue));

    public void Waited(string queue, TimeSpan time) => waited.Record(time.TotalSeconds, Label(queue));

    public void Worked(string queue, TimeSpan time) => worked.Record(time.TotalSeconds, Label(queue));

    private IEnumerable<Measurement<double>> Observe(Func<IReadOnlyList<TimeSpan>, double> measure) =>
        running.Select(queue => new Measurement<double>(measure(queue.Value()), Label(queue.Key)));

    private static KeyValuePair<string, object?> Label(string queue) => new("name", queue);
}
