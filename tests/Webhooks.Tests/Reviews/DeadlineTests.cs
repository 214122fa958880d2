using Microsoft.Extensions.Time.Testing;
using Webhooks.Reviews;

namespace Webhooks.Tests.Reviews;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData("5s", 4.5)]
    [InlineData("1m30s", 89.5)]
    [InlineData("500ms", 0.25)]
    [InlineData("1.5s", 1.0)]
    [InlineData(null, 4.5)]
    [InlineData("", 4.5)]
    [InlineData("soon", 4.5)]
    [InlineData("-1s", 4.5)]
    [InlineData("0s", 4.5)]
    [InlineData("99999999999999999999h", 4.5)]
    [InlineData("5", 4.5)]
    public void It_lies_before_the_callers_own_timeout(string? timeout, double seconds)
    {
        var time = new FakeTimeProvider();
        var deadline = Deadline.From(timeout, time);
        Assert.Equal(seconds, deadline.Remaining.TotalSeconds, precision: 3);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.Zero, deadline.Remaining);
    }
}
