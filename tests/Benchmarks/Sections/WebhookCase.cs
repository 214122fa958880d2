using Benchmarks.Load;
using Benchmarks.Statistics;

namespace Benchmarks.Sections;

/// <summary>What was measured of the webhooks with one protocol and one size of the cluster.</summary>
/// <param name="Version">Of HTTP.</param>
/// <param name="Namespaces">In the index.</param>
/// <param name="Offered">Requests a second while latency was measured.</param>
/// <param name="Loads">By path, a round each: as much as went through.</param>
/// <param name="Latencies">By path, a round each: at the offered load.</param>
/// <param name="Allocations">By path, a round each: bytes a call in the whole server.</param>
/// <param name="Reads">Reads of the API server meanwhile.</param>
internal sealed record WebhookCase(
    Version Version, int Namespaces, double Offered, IReadOnlyDictionary<string, IReadOnlyList<LoadRound>> Loads,
    IReadOnlyDictionary<string, IReadOnlyList<Latencies>> Latencies, IReadOnlyDictionary<string, IReadOnlyList<double>> Allocations, int Reads)
{
    private const string Empty = "/empty";

    public Spread Throughput(string path) => Spread.Of(Loads[path].Select(l => l.RequestsPerSecond));

    public Spread ThroughputRatio(string path) => Spread.OfRatios(Rates(path), Rates(Empty));

    /// <summary>The server's, in microseconds a call.</summary>
    public Spread Processor(string path) => Spread.Of(Loads[path].Select(l => l.ServerMicroseconds));

    public Spread ProcessorRatio(string path) => Spread.OfRatios([.. Loads[path].Select(l => l.ServerMicroseconds)], [.. Loads[Empty].Select(l => l.ServerMicroseconds)]);

    public Spread Latency(string path, double quantile) => Spread.Of(Quantiles(path, quantile));

    public Spread P99Ratio(string path) => Spread.OfRatios(Quantiles(path, 0.99), Quantiles(Empty, 0.99));

    public Spread AllocatedInAll(string path) => Spread.Of(Allocations[path]);

    /// <summary>By our own code: more than for a call of the empty endpoint.</summary>
    public Spread Allocated(string path) => Spread.Of(Allocations[path].Zip(Allocations[Empty], (ours, empty) => ours - empty));

    private double[] Rates(string path) => [.. Loads[path].Select(l => l.RequestsPerSecond)];

    private double[] Quantiles(string path, double quantile) => [.. Latencies[path].Select(l => l.Quantile(quantile))];
}
