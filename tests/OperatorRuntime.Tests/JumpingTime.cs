namespace OperatorRuntime.Tests;

/// <summary>A time of day that can be set anew, ahead or back, while timers and what counts from the start go on as before: what the machine does when somebody sets its clock.</summary>
internal sealed class JumpingTime(TimeProvider steady) : TimeProvider
{
    /// <summary>How far the time of day is ahead of the steady one.</summary>
    public TimeSpan Ahead { get; set; }

    public override TimeZoneInfo LocalTimeZone => steady.LocalTimeZone;

    public override long TimestampFrequency => steady.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Ahead;

    public override long GetTimestamp() => steady.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => steady.CreateTimer(callback, state, dueTime, period);
}
