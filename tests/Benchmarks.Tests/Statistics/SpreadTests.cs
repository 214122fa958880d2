using Benchmarks.Statistics;

namespace Benchmarks.Tests.Statistics;

public sealed class SpreadTests
{
    [Fact]
    public void It_is_the_median_with_the_least_and_the_most() => Assert.Equal(new Spread(3, 1, 9, 5), Spread.Of([9, 1, 3, 2, 4]));

    // The machine was twice as slow in the second round; the ratio of medians would be 2/3.
    [Fact]
    public void Ratios_are_taken_round_by_round() => Assert.Equal(new Spread(0.5, 0.5, 0.5, 3), Spread.OfRatios([10, 20, 15], [20, 40, 30]));

    [Fact]
    public void Ratios_need_a_baseline_each() => Assert.Throws<ArgumentException>(() => Spread.OfRatios([1, 2], [1]));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 20)]
    [InlineData(0.75, 25)]
    [InlineData(1, 30)]
    public void Quantiles_lie_between_their_neighbours(double q, double expected) => Assert.Equal(expected, Quantile.OfSorted([10, 20, 30], q));

    [Fact]
    public void It_prints_its_rounds_only_when_there_are_some()
    {
        Assert.Equal("1.50 (1.00–2.00)", new Spread(1.5, 1, 2, 3).ToString("0.00"));
        Assert.Equal("1.50", Spread.Of(1.5).ToString("0.00"));
    }
}
