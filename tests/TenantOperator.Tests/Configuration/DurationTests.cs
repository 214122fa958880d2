using TenantOperator.Configuration;

namespace TenantOperator.Tests.Configuration;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    [InlineData("8760h", 31_536_000)]
    public void Durations_are_read_as_Go_reads_them(string text, double seconds)
    {
        Assert.True(DurationConverter.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("h")]
    [InlineData("0s")]
    [InlineData("-1h")]
    [InlineData("1d")]
    [InlineData("1h 30m")]
    [InlineData("1..5h")]
    [InlineData("99999999999999999999h")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationConverter.TryParse(text, out _));
}
