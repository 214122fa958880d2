namespace OperatorRuntime;

/// <summary>How long a list-and-watch loop waits after a failure: client-go's figures, 800 ms doubled to 30 s, with as much jitter again.</summary>
internal sealed class BackOff(TimeProvider time, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Without a failure for so long the loop counts as healthy, and the next failure as the first.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(2);

    private TimeSpan next = First;
    private long lastFailure = time.GetTimestamp();

    /// <param name="retryAfter">What the server asks for, if it does; never waited less.</param>
    public TimeSpan Failed(TimeSpan? retryAfter)
    {
        if (time.GetElapsedTime(lastFailure) > Healthy + next)
        {
            next = First;
        }
        var jittered = next * (1 + random.NextDouble());
        next = next * 2 > Longest ? Longest : next * 2;
        lastFailure = time.GetTimestamp();
        return retryAfter is { } asked && asked > jittered ? asked : jittered;
    }
}
