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
    private readonly FairLine<TKey> news;
    private readonly FairLine<TKey> repairs;
    private readonly FairLine<TKey> patient;
    private readonly Queue<TaskCompletionSource<TKey>> takers = new();
    private int waiting;

    /// <summary>Whether a key to repair comes before news the next time: they take turns.</summary>
    private bool repairIsNext;

    /// <param name="name">Label of the metrics.</param>
    /// <param name="groupOf">
    /// The group of a key, such as a tenant: groups of one priority take turns. Called under the queue's lock, so it must be quick. Null: no groups.
    /// </param>
    public WorkQueue(string name, RuntimeServices? services = null, Func<TKey, string>? groupOf = null)
    {
        (Name, this.services) = (name, services ?? new RuntimeServices());
        (news, repairs, patient) = (new(groupOf), new(groupOf), new(groupOf));
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
                    LineOf(priority).Enqueue(key);
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
        TimeSpan delay;
        lock (gate)
        {
            delay = delays.Next(key);
        }
        AddAgain(key, delay > atLeast ? delay : atLeast);
    }

    /// <summary>Adds the key when the delay is over, with the priority that it was taken with if it is being worked on: to look again is no news.</summary>
    public void AddAgain(TKey key, TimeSpan delay)
    {
        QueuePriority priority;
        lock (gate)
        {
            priority = processing.TryGetValue(key, out var work) ? work.Priority : QueuePriority.Normal;
        }
        AddAfter(key, delay, priority);
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
        LineOf(priority).Enqueue(key);
        ServeTakers();
    }

    private FairLine<TKey> LineOf(QueuePriority priority) => priority switch
    {
        QueuePriority.Low => patient,
        QueuePriority.Repair => repairs,
        _ => news,
    };

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

    private bool TryTake(out TKey key)
    {
        var (first, second) = repairIsNext ? (QueuePriority.Repair, QueuePriority.Normal) : (QueuePriority.Normal, QueuePriority.Repair);
        if (TryTake(first, out key))
        {
            repairIsNext = !repairIsNext;
            return true;
        }
        return TryTake(second, out key) || TryTake(QueuePriority.Low, out key);
    }

    private bool TryTake(QueuePriority priority, out TKey key)
    {
        var line = LineOf(priority);
        while (line.TryDequeue(out key!))
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
