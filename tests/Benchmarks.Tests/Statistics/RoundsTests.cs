using Benchmarks.Frame;
using Benchmarks.Statistics;

namespace Benchmarks.Tests.Statistics;

public sealed class RoundsTests
{
    [Fact]
    public async Task Arms_take_turns_in_alternating_order_and_the_first_round_is_thrown_away()
    {
        var order = new List<string>();

        var measured = await Rounds.RunAsync(["a", "b"], 2, (arm, _) =>
        {
            order.Add(arm);
            return Task.FromResult(order.Count);
        }, new Progress(TextWriter.Null, isTerminal: false), default);

        Assert.Equal(["a", "b", "b", "a", "a", "b"], order);
        Assert.Equal([4, 5], measured["a"]);
        Assert.Equal([3, 6], measured["b"]);
    }
}
