namespace Benchmarks.Statistics;

/// <summary>Quantiles, with linear interpolation between neighbours.</summary>
public static class Quantile
{
    /// <param name="sorted">At least one value, in ascending order.</param>
    /// <param name="q">From 0 to 1: 0.99 for p99.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double q)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("there are no values", nameof(sorted));
        var position = q * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
