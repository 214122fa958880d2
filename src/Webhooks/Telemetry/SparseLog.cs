namespace Webhooks.Telemetry;

/// <summary>Says when a line that anybody can cause is due: once in a while, with the number of those that were left out. Safe for concurrent use.</summary>
/// <param name="time">The clock.</param>
internal sealed class SparseLog(TimeProvider time)
{
    /// <summary>The least time between two lines: 200,000 bad bodies in a row must not fill a disk, nor push what matters out of the log.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long next = long.MinValue;
    private long leftOut;

    /// <summary>Whether the line is due; if it is not, it counts as left out.</summary>
    /// <param name="since">How many were left out since the last that was due.</param>
    public bool IsDue(out long since)
    {
        since = 0;
        var (now, due) = (time.GetTimestamp(), Volatile.Read(ref next));
        // Of those that come in the same moment one is let through.
        if (now < due || Interlocked.CompareExchange(ref next, now + (long)(Interval.TotalSeconds * time.TimestampFrequency), due) != due)
        {
            Interlocked.Increment(ref leftOut);
            return false;
        }
        since = Interlocked.Exchange(ref leftOut, 0);
        return true;
    }
}
