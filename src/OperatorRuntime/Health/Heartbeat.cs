namespace OperatorRuntime;

/// <summary>
/// Whether the workers of a loop still turn: alive while each waits for work or has not been busy for too long, dead once the loop has
/// ended. Each worker has a slot of its own.
/// </summary>
public sealed class Heartbeat
{
    private const long Idle = long.MinValue;

    private readonly TimeProvider time;
    private readonly TimeSpan hangsAfter;
    private readonly long[] busySince;
    private volatile bool ended;

    /// <param name="hangsAfter">How long one piece of work may take.</param>
    /// <param name="slots">How many workers there are.</param>
    public Heartbeat(TimeProvider time, TimeSpan hangsAfter, int slots = 1)
    {
        (this.time, this.hangsAfter, busySince) = (time, hangsAfter, new long[slots]);
        Array.Fill(busySince, Idle);
    }

    public bool IsAlive => !ended && busySince.All(IsShort);

    /// <summary>The worker begins a piece of work.</summary>
    public void Enter(int slot = 0) => Volatile.Write(ref busySince[slot], time.GetTimestamp());

    /// <summary>The worker waits again.</summary>
    public void Leave(int slot = 0) => Volatile.Write(ref busySince[slot], Idle);

    /// <summary>The loop turns no more.</summary>
    public void End() => ended = true;

    private bool IsShort(long since) => since == Idle || time.GetElapsedTime(since) < hangsAfter;
}
