using System.Globalization;

namespace Benchmarks.Statistics;

/// <summary>The median of some rounds, with the least and the most of them.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
/// <param name="Rounds">How many there were.</param>
public sealed record Spread(double Median, double Least, double Most, int Rounds)
{
    /// <summary>One value that was not repeated.</summary>
    public static Spread Of(double value) => new(value, value, value, 1);

    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(Quantile.OfSorted(sorted, 0.5), sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>
    /// Of the ratios of values that were measured side by side, round by round: what slows down a whole round cancels out, which it would not
    /// in a ratio of medians.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public static Spread OfRatios(IReadOnlyList<double> values, IReadOnlyList<double> baselines) =>
        values.Count == baselines.Count
            ? Of(values.Zip(baselines, (value, baseline) => value / baseline))
            : throw new ArgumentException($"{values.Count} values have {baselines.Count} baselines", nameof(baselines));

    /// <summary>As the page has it: <c>0.91 (0.88–0.95)</c>.</summary>
    public string ToString(string format) => Rounds == 1
        ? Median.ToString(format, CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Least.ToString(format, CultureInfo.InvariantCulture)}–{Most.ToString(format, CultureInfo.InvariantCulture)})");
}
