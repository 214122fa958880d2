using Benchmarks.Statistics;

namespace Benchmarks.Sections;

/// <summary>What was measured of the webhooks with one protocol and one size of the cluster.</summary>
/// <param name="Version">Of HTTP.</param>
/// <param name="Namespaces">In the index.</param>
/// <param name="Loads">By path, a round each: as much as went through.</param>
/// <param name="Latencies">At offered loads, the lowest first.</param>
/// <param name="Allocations">By path, a round each: bytes a call in the whole server.</param>
/// <param name="Reads">Reads of the API server meanwhile.</param>
internal sealed record WebhookCase(
    Version Version, int Namespaces, IReadOnlyDictionary<string, IReadOnlyList<LoadRound>> Loads,
    IReadOnlyList<OfferedLoad> Latencies, IReadOnlyDictionary<string, IReadOnlyList<double>> Allocations, int Reads)
{
    private const string Empty = "/empty";

    public Spread Throughput(string path) => Spread.Of(Loads[path].Select(l => l.RequestsPerSecond));

    public Spread ThroughputRatio(string path) => Spread.OfRatios(Rates(path), Rates(Empty));

    /// <summary>The server's, in microseconds a call.</summary>
    public Spread Processor(string path) => Spread.Of(Loads[path].Select(l => l.ServerMicroseconds));

    public Spread ProcessorRatio(string path) => Spread.OfRatios([.. Loads[path].Select(l => l.ServerMicroseconds)], [.. Loads[Empty].Select(l => l.ServerMicroseconds)]);

    public Spread AllocatedInAll(string path) => Spread.Of(Allocations[path]);

    /// <summary>By our own code: more than for a call of the empty endpoint.</summary>
    public Spread Allocated(string path) => Spread.Of(Allocations[path].Zip(Allocations[Empty], (ours, empty) => ours - empty));

    private double[] Rates(string path) => [.. Loads[path].Select(l => l.RequestsPerSecond)];
}
