namespace OperatorRuntime.Tests.Informers;

public sealed class BackOffTests
{
    private readonly Chance chance = new();
    private readonly BackOff backOff;

    public BackOffTests() => backOff = new BackOff(chance);

    private double Fail(TimeSpan? retryAfter = null) => backOff.Failed(retryAfter).TotalSeconds;

    [Theory]
    [InlineData(0, new[] { 0.8, 1.6, 3.2, 6.4, 8, 8 })]
    [InlineData(1, new[] { 1.6, 3.2, 6.4, 12.8, 16, 16 })]
    public void The_wait_doubles_up_to_a_bound_and_chance_shortens_it_by_half_at_most(double drawn, double[] waits)
    {
        chance.Drawn = drawn;

        Assert.Equal(waits, waits.Select(_ => Math.Round(Fail(), 9)));
    }

    [Fact]
    public void After_what_went_well_it_starts_anew()
    {
        Fail();
        Fail();
        backOff.Recovered();

        Assert.Equal(0.8, Fail(), 9);
    }

    [Fact]
    public void What_the_server_asks_for_is_waited_at_least() => Assert.Equal(45, Fail(TimeSpan.FromSeconds(45)));

    private sealed class Chance : Random
    {
        public double Drawn { get; set; }

        public override double NextDouble() => Drawn;
    }
}
