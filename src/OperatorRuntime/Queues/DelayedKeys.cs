namespace OperatorRuntime;

/// <summary>Keys whose time has not come: a heap with one timer. By the clock that counts on whatever is done to the time of day: a key must not wait for days since that was set back.</summary>
internal sealed class DelayedKeys<TKey>
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<TKey, QueuePriority> ring;
    private readonly ITimer timer;
    private readonly long began;
    private readonly PriorityQueue<TKey, TimeSpan> heap = new();

    /// <summary>When each key is due. Entries of the heap that say otherwise were superseded.</summary>
    private readonly Dictionary<TKey, (TimeSpan Due, QueuePriority Priority)> due = [];

    /// <param name="ring">Called when a key is due, on a timer's thread.</param>
    public DelayedKeys(TimeProvider time, Action<TKey, QueuePriority> ring)
    {
        (this.time, this.ring, began) = (time, ring, time.GetTimestamp());
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => time.GetElapsedTime(began);

    public void Add(TKey key, TimeSpan delay, QueuePriority priority)
    {
        lock (gate)
        {
            var at = Now + delay;
            if (due.TryGetValue(key, out var known))
            {
                priority = known.Priority > priority ? known.Priority : priority;
                if (known.Due <= at)
                {
                    due[key] = (known.Due, priority);
                    return;
                }
            }
            due[key] = (at, priority);
            heap.Enqueue(key, at);
            SetTimer();
        }
    }

    private void Ring()
    {
        var ready = new List<(TKey Key, QueuePriority Priority)>();
        lock (gate)
        {
            var now = Now;
            while (heap.TryPeek(out var key, out var at) && at <= now)
            {
                heap.Dequeue();
                if (due.TryGetValue(key, out var known) && known.Due == at)
                {
                    due.Remove(key);
                    ready.Add((key, known.Priority));
                }
            }
            SetTimer();
        }
        ready.ForEach(entry => ring(entry.Key, entry.Priority));
    }

    private void SetTimer()
    {
        if (heap.TryPeek(out _, out var next))
        {
            // A timer that rings a moment early must be set anew, not spin: hence at least a millisecond.
            var delay = next - Now;
            timer.Change(delay > TimeSpan.FromMilliseconds(1) ? delay : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
