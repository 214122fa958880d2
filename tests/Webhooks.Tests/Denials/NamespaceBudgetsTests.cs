using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Denials;

namespace Webhooks.Tests.Denials;

public sealed class NamespaceBudgetsTests
{
    [Fact]
    public void No_stretch_of_time_has_more_than_it_may() => Gen.Select(Gen.Int[1, 60], Gen.Int[0, 5_000].Array[0, 200]).Sample((perMinute, pauses) =>
    {
        var time = new FakeTimeProvider();
        var budgets = new NamespaceBudgets(perMinute, time);
        var (start, spent) = (time.GetTimestamp(), 0);
        foreach (var pause in pauses)
        {
            time.Advance(TimeSpan.FromMilliseconds(pause));
            spent += budgets.Spend("acme-dev") ? 1 : 0;
            if (spent > perMinute + (time.GetElapsedTime(start).TotalMinutes * perMinute) + 0.001)
                return false;
        }
        return true;
    });

    [Fact]
    public void Namespaces_that_are_quiet_again_are_forgotten()
    {
        var time = new FakeTimeProvider();
        var budgets = new NamespaceBudgets(10, time);
        for (var i = 0; i < 100_000; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(budgets.Spend($"ns-{i}"));
        }

        Assert.InRange(budgets.Count, 1, 2048);
    }
}
