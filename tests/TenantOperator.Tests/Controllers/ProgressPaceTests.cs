using Microsoft.Extensions.Time.Testing;
using OperatorRuntime.Tests;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Tests.Controllers;

public sealed class ProgressPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Progress_is_told_after_two_seconds_and_then_every_two()
    {
        var pace = new ProgressPace(_time);

        Assert.Equal(TimeSpan.FromSeconds(2), pace.Wait("acme"));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), pace.Wait("acme"));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Null(pace.Wait("acme"));
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Wait("acme"));
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_nobody_wait_for_longer()
    {
        var clock = new JumpingTime(_time);
        var pace = new ProgressPace(clock);
        pace.Wait("acme");

        clock.Ahead = TimeSpan.FromDays(-8);
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Wait("acme"));
    }

    [Fact]
    public void Work_that_is_done_begins_anew()
    {
        var pace = new ProgressPace(_time);
        pace.Wait("acme");
        _time.Advance(TimeSpan.FromSeconds(2));
        pace.Settle("acme");

        Assert.NotNull(pace.Wait("acme"));
    }
}
