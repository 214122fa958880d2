using Microsoft.Extensions.Time.Testing;
using Webhooks.Telemetry;

namespace Webhooks.Tests.Telemetry;

public sealed class SparseLogTests
{
    private readonly FakeTimeProvider time = new();
    private readonly SparseLog log;

    public SparseLogTests() => log = new(time);

    [Fact]
    public void The_first_is_due()
    {
        Assert.True(log.IsDue(out var since));
        Assert.Equal(0, since);
    }

    [Fact]
    public void The_next_is_due_a_second_later_and_tells_how_many_were_left_out()
    {
        log.IsDue(out _);
        for (var i = 0; i < 1000; i++)
            Assert.False(log.IsDue(out _));
        time.Advance(TimeSpan.FromSeconds(0.999));
        Assert.False(log.IsDue(out _));

        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True(log.IsDue(out var since));
        Assert.Equal(1001, since);
    }

    [Fact]
    public void Who_was_told_of_is_not_told_of_again()
    {
        log.IsDue(out _);
        log.IsDue(out _);
        time.Advance(SparseLog.Interval);
        log.IsDue(out _);
        time.Advance(SparseLog.Interval);

        Assert.True(log.IsDue(out var since));
        Assert.Equal(0, since);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_due_and_none_is_forgotten()
    {
        var due = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                if (log.IsDue(out var _))
                    Interlocked.Increment(ref due);
            }
        })));
        time.Advance(SparseLog.Interval);

        Assert.True(log.IsDue(out var since));
        Assert.Equal((1, 79_999), (due, since));
    }
}
