namespace Benchmarks.Load;

/// <summary>The latencies of a run, in milliseconds.</summary>
public sealed class Latencies
{
    private readonly double[] sorted;

    public Latencies(IEnumerable<double> milliseconds) => sorted = [.. milliseconds.Order()];

    public int Count => sorted.Length;

    public double Quantile(double q) => Statistics.Quantile.OfSorted(sorted, q);
}
