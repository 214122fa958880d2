namespace Webhooks.Denials;

/// <summary>How many events each namespace may still have: a bucket of tokens for each that has had some lately. For one thread.</summary>
internal sealed class NamespaceBudgets(int perMinute, TimeProvider time)
{
    private const int FewestToSweep = 1024;

    private readonly Dictionary<string, (double Tokens, long At)> buckets = new(StringComparer.Ordinal);
    private int sweepAt = FewestToSweep;

    /// <summary>How many buckets are kept.</summary>
    public int Count => buckets.Count;

    /// <summary>Takes a token.</summary>
    /// <returns>False when there is none.</returns>
    public bool Spend(string @namespace)
    {
        var now = time.GetTimestamp();
        var tokens = buckets.TryGetValue(@namespace, out var bucket) ? Tokens(bucket, now) : perMinute;
        if (tokens < 1)
            return false;
        buckets[@namespace] = (tokens - 1, now);
        if (buckets.Count > sweepAt)
            Sweep(now);
        return true;
    }

    private double Tokens((double Tokens, long At) bucket, long now) =>
        Math.Min(perMinute, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalMinutes * perMinute));

    // A full bucket is as good as none.
    private void Sweep(long now)
    {
        foreach (var (name, bucket) in buckets)
        {
            if (Tokens(bucket, now) >= perMinute)
                buckets.Remove(name);
        }
        sweepAt = Math.Max(FewestToSweep, buckets.Count * 2);
    }
}
