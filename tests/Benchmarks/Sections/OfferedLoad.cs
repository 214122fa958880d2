using Benchmarks.Load;
using Benchmarks.Statistics;

namespace Benchmarks.Sections;

/// <summary>How long calls took at a load that is the same for all endpoints.</summary>
/// <param name="Part">The load, as a part of what the empty endpoint answers at most.</param>
/// <param name="PerSecond">The load, in requests a second.</param>
/// <param name="Rounds">By path, a round each.</param>
internal sealed record OfferedLoad(double Part, double PerSecond, IReadOnlyDictionary<string, IReadOnlyList<Latencies>> Rounds)
{
    private const string Empty = "/empty";

    public Spread Latency(string path, double quantile) => Spread.Of(Quantiles(path, quantile));

    public Spread P99Ratio(string path) => Spread.OfRatios(Quantiles(path, 0.99), Quantiles(Empty, 0.99));

    private double[] Quantiles(string path, double quantile) => [.. Rounds[path].Select(l => l.Quantile(quantile))];
}
