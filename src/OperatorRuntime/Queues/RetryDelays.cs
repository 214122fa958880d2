namespace OperatorRuntime;

/// <summary>
/// How long a failed key waits: the longer of its own back-off (5 ms, doubled with each failure) and its turn in a bucket for all
/// keys (10 a second, 100 at once). client-go's figures, but for the longest wait: after 5 min instead of 1000 s a tenant whose cause of
/// failure was mended is whole again. For one thread at a time.
/// </summary>
internal sealed class RetryDelays<TKey>(TimeProvider time)
    where TKey : notnull
{
    private const double FillPerSecond = 10;
    private const double BucketSize = 100;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Dictionary<TKey, int> failures = [];
    private double tokens = BucketSize;
    private long filled = time.GetTimestamp();

    public TimeSpan Next(TKey key)
    {
        var failed = failures[key] = failures.GetValueOrDefault(key) + 1;
        // Beyond 2^16 the cap is long reached; without the bound the power would overflow after days of failing.
        var own = First * Math.Pow(2, Math.Min(failed - 1, 16));
        var turn = Turn();
        return own > Longest ? Longest : own > turn ? own : turn;
    }

    public void Forget(TKey key) => failures.Remove(key);

    /// <summary>Takes a token, on credit if there is none, and says when it will be there.</summary>
    private TimeSpan Turn()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(BucketSize, tokens + time.GetElapsedTime(filled, now).TotalSeconds * FillPerSecond) - 1;
        filled = now;
        return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / FillPerSecond);
    }
}
