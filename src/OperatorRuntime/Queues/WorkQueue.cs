using System.Runtime.InteropServices;

namespace OperatorRuntime;

/// <summary>
/// Keys that wait for work, after client-go. A key waits at most once and is never worked on by two workers; what is added while it
/// is worked on runs once more afterwards. Nothing is ever dropped. Safe to call from any thread.
/// </summary>
public sealed class WorkQueue<TKey>
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly RuntimeServices services;
    private readonly RetryDelays<TKey> delays;
    private readonly DelayedKeys<TKey> delayed;

    /// <summary>Keys that shall be worked on (waiting, or again after the work under way), since when and how urgently.</summary>
    private readonly Dictionary<TKey, Demand> dirty = [];
    private readonly Dictionary<TKey, Demand> processing = [];

    /// <summary>
    /// The order of the waiting keys. A key that became urgent leaves its old entry behind; an entry counts only when it is of the
    /// priority that <see cref="dirty"/> says.
    /// </summary>
    private readonly Queue<TKey> urgent = new();
    private readonly Queue<TKey> patient = new();
    private readonly Queue<TaskCompletionSource<TKey>> takers = new();
    private int waiting;

    /// <param name="name">Label of the metrics.</param>
    public WorkQueue(string name, RuntimeServices? services = null)
    {
        (Name, this.services) = (name, services ?? new RuntimeServices());
        delays = new RetryDelays<TKey>(this.services.Time);
        delayed = new DelayedKeys<TKey>(this.services.Time, Add);
        this.services.Metrics.WorkQueues.Register(name, RunningTimes);
    }

    public string Name { get; }

    /// <summary>Keys that are ready to be taken.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return waiting;
            }
        }
    }

    public void Add(TKey key, QueuePriority priority = QueuePriority.Normal)
    {
        lock (gate)
        {
            if (dirty.TryGetValue(key, out var demand))
            {
                if (demand.Priority >= priority)
                {
                    return;
                }
                dirty[key] = demand with { Priority = priority };
                if (!processing.ContainsKey(key))
                {
                    urgent.Enqueue(key);
                }
                return;
            }
            services.Metrics.WorkQueues.Added(Name);
            dirty[key] = new Demand(services.Time.GetTimestamp(), priority);
            if (!processing.ContainsKey(key))
            {
                MakeReady(key, priority);
            }
        }
    }

    /// <summary>Adds the key when the delay is over; an earlier time that was asked for already stays.</summary>
    public void AddAfter(TKey key, TimeSpan delay, QueuePriority priority = QueuePriority.Normal)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key, priority);
        }
        else
        {
            delayed.Add(key, delay, priority);
        }
    }

    /// <summary>
    /// Adds the key after its back-off, which doubles with each call until <see cref="Forget"/>. A key that is being worked on keeps
    /// the priority it was taken with.
    /// </summary>
    /// <param name="atLeast">What the server asks to wait, if it does.</param>
    public void AddRateLimited(TKey key, TimeSpan atLeast = default)
    {
        services.Metrics.WorkQueues.Retried(Name);
        QueuePriority priority;
        TimeSpan delay;
        lock (gate)
        {
            priority = processing.TryGetValue(key, out var work) ? work.Priority : QueuePriority.Normal;
            delay = delays.Next(key);
        }
        AddAfter(key, delay > atLeast ? delay : atLeast, priority);
    }

    /// <summary>Ends the back-off of a key: it succeeded.</summary>
    public void Forget(TKey key)
    {
        lock (gate)
        {
            delays.Forget(key);
        }
    }

    /// <summary>Waits for a key. The caller must call <see cref="Done"/> for it.</summary>
    public Task<TKey> TakeAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (TryTake(out var key))
            {
                return Task.FromResult(key);
            }
            var taker = new TaskCompletionSource<TKey>(TaskCreationOptions.RunContinuationsAsynchronously);
            takers.Enqueue(taker);
            return WaitAsync(taker, cancellation);
        }
    }

    /// <summary>The key's work has ended, well or badly.</summary>
    public void Done(TKey key)
    {
        lock (gate)
        {
            if (processing.Remove(key, out var work))
            {
                services.Metrics.WorkQueues.Worked(Name, services.Time.GetElapsedTime(work.Since));
            }
            if (dirty.TryGetValue(key, out var again))
            {
                MakeReady(key, again.Priority);
            }
        }
    }

    private static async Task<TKey> WaitAsync(TaskCompletionSource<TKey> taker, CancellationToken cancellation)
    {
        await using var registration = cancellation.Register(() => taker.TrySetCanceled(cancellation));
        return await taker.Task;
    }

    private void MakeReady(TKey key, QueuePriority priority)
    {
        waiting++;
        services.Metrics.WorkQueues.Depth(Name, 1);
        (priority == QueuePriority.Low ? patient : urgent).Enqueue(key);
        ServeTakers();
    }

    private void ServeTakers()
    {
        while (takers.TryPeek(out var taker))
        {
            if (taker.Task.IsCompleted)
            {
                takers.Dequeue();
            }
            else if (!TryTake(out var key))
            {
                return;
            }
            else
            {
                takers.Dequeue();
                if (!taker.TrySetResult(key))
                {
                    // Cancelled at this very moment: the key goes back.
                    var work = processing[key];
                    processing.Remove(key);
                    dirty.TryAdd(key, work);
                    MakeReady(key, work.Priority);
                    return;
                }
            }
        }
    }

    private bool TryTake(out TKey key) => TryTake(urgent, QueuePriority.Normal, out key) || TryTake(patient, QueuePriority.Low, out key);

    private bool TryTake(Queue<TKey> queue, QueuePriority priority, out TKey key)
    {
        while (queue.TryDequeue(out key!))
        {
            if (!processing.ContainsKey(key) && dirty.TryGetValue(key, out var demand) && demand.Priority == priority)
            {
                dirty.Remove(key);
                waiting--;
                services.Metrics.WorkQueues.Depth(Name, -1);
                services.Metrics.WorkQueues.Waited(Name, services.Time.GetElapsedTime(demand.Since));
                processing[key] = demand with { Since = services.Time.GetTimestamp() };
                return true;
            }
        }
        return false;
    }

    private List<TimeSpan> RunningTimes()
    {
        lock (gate)
        {
            return [.. processing.Values.Select(work => services.Time.GetElapsedTime(work.Since))];
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Demand(long Since, QueuePriority Priority);
}
