namespace OperatorRuntime.Tests;

/// <summary>The real clock, on which every timer rings a hundred times sooner: back-off and watchdogs are seen at work without waiting.</summary>
internal sealed class HastyTime(double factor = 100) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;
}
