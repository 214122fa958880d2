using Microsoft.Extensions.Time.Testing;

namespace OperatorRuntime.Tests.Informers;

public sealed class BackOffTests
{
    private readonly FakeTimeProvider time = new();
    private readonly BackOff backOff;

    public BackOffTests() => backOff = new BackOff(time, new NoJitter());

    private double Fail(TimeSpan? retryAfter = null)
    {
        var delay = backOff.Failed(retryAfter);
        time.Advance(delay);
        return delay.TotalSeconds;
    }

    [Fact]
    public void The_wait_doubles_from_800_ms_to_30_s() =>
        Assert.Equal([0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30], Enumerable.Range(0, 8).Select(_ => Fail()));

    [Fact]
    public void After_two_healthy_minutes_it_starts_anew()
    {
        Fail();
        Fail();
        time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(0.8, Fail());
    }

    [Fact]
    public void What_the_server_asks_for_is_waited_at_least() => Assert.Equal(45, Fail(TimeSpan.FromSeconds(45)));

    private sealed class NoJitter : Random
    {
        public override double NextDouble() => 0;
    }
}
