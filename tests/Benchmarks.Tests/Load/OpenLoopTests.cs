using System.Diagnostics;
using Benchmarks.Load;

namespace Benchmarks.Tests.Load;

public sealed class OpenLoopTests
{
    [Fact]
    public void Arrivals_come_at_the_rate_and_are_the_same_for_the_same_seed()
    {
        var arrivals = OpenLoop.Arrivals(1000, TimeSpan.FromSeconds(10), seed: 7);

        Assert.InRange(arrivals.Length, 9_500, 10_500);
        Assert.Equal(arrivals, OpenLoop.Arrivals(1000, TimeSpan.FromSeconds(10), seed: 7));
        Assert.True(arrivals[^1] < 10 * Stopwatch.Frequency);
    }

    // A sender that waits for each answer would see one slow request here and call the rest quick.
    [Fact]
    public async Task A_server_that_stands_still_is_charged_for_all_that_came_meanwhile()
    {
        var standsStill = new SemaphoreSlim(1);
        var latencies = await OpenLoop.RunAsync(100, TimeSpan.FromSeconds(1), seed: 1, async n =>
        {
            await standsStill.WaitAsync();
            await Task.Delay(n == 10 ? 500 : 0);
            standsStill.Release();
        }, default);

        // Half of the second's requests came while it stood still, and waited half of that on average.
        Assert.True(latencies.Quantile(0.75) > 100, $"p75 was {latencies.Quantile(0.75)} ms");
    }

    [Fact]
    public async Task What_fails_is_told() => await Assert.ThrowsAsync<InvalidDataException>(
        () => OpenLoop.RunAsync(100, TimeSpan.FromSeconds(1), seed: 1, _ => throw new InvalidDataException("refused"), default));
}
