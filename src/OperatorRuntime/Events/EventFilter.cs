namespace OperatorRuntime;

/// <summary>
/// client-go's figures (tools/record/events_cache.go): more than ten events on one object with one reason within ten minutes become one
/// that counts; an object has 25 events at once and one more every five minutes. For one thread.
/// </summary>
internal sealed class EventFilter(TimeProvider time)
{
    private const int MostAlike = 10;
    private const double Burst = 25;

    /// <summary>Objects and messages that are remembered; the oldest go. client-go keeps as many.</summary>
    private const int Capacity = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly RecentEntries<ObjectIdentity, Bucket> buckets = new(Capacity);
    private readonly RecentEntries<(ObjectIdentity, string, EventType), Similar> similar = new(Capacity);
    private readonly RecentEntries<(ObjectIdentity, string, EventType, string), SentEvent> sent = new(Capacity);

    /// <returns>The event to write, new or to be counted up; null when the object is too chatty.</returns>
    public SentEvent? Pass(RecordedEvent recorded)
    {
        if (!Spend(recorded))
        {
            return null;
        }
        var message = Aggregated(recorded) ? "(combined from similar events): " + recorded.Message : recorded.Message;
        // Combined events are one, whatever their latest message says.
        var identity = Aggregated(recorded) ? "" : recorded.Message;
        var entry = sent.Get((Identity(recorded), recorded.Reason, recorded.Type, identity), () => new SentEvent());
        entry.Count++;
        entry.Message = message;
        return entry;
    }

    /// <summary>By uid too: a successor of the same name is another object, and <c>kubectl describe</c> asks for its own events only.</summary>
    private static ObjectIdentity Identity(RecordedEvent recorded) => new(recorded.About.Type, recorded.About.Key, recorded.About.Uid);

    private bool Spend(RecordedEvent recorded)
    {
        var now = time.GetTimestamp();
        var bucket = buckets.Get(Identity(recorded), () => new Bucket { Tokens = Burst, Filled = now });
        bucket.Tokens = Math.Min(Burst, bucket.Tokens + (time.GetElapsedTime(bucket.Filled, now) / Refill));
        bucket.Filled = now;
        if (bucket.Tokens < 1)
        {
            return false;
        }
        bucket.Tokens--;
        return true;
    }

    private bool Aggregated(RecordedEvent recorded)
    {
        var entry = similar.Get((Identity(recorded), recorded.Reason, recorded.Type), () => new Similar());
        if (time.GetElapsedTime(entry.Latest) > Window)
        {
            entry.Messages.Clear();
        }
        entry.Latest = time.GetTimestamp();
        if (entry.Messages.Count <= MostAlike)
        {
            entry.Messages.Add(recorded.Message);
        }
        return entry.Messages.Count > MostAlike;
    }

    private readonly record struct ObjectIdentity(ResourceType Type, NamespacedName Key, string? Uid);

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long Filled { get; set; }
    }

    private sealed class Similar
    {
        public HashSet<string> Messages { get; } = new(StringComparer.Ordinal);

        public long Latest { get; set; }
    }
}
