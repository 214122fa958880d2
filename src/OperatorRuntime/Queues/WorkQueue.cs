namespace OperatorRuntime;

/// <summary>
/// Keys that wait for work. A key waits at most once and is never worked on by two workers; what is added while it is
/// worked on runs once more afterwards. Nothing is ever dropped.
/// </summary>
public sealed class WorkQueue<TKey>(string name, RuntimeServices? services = null)
    where TKey : notnull
{
    public string Name => name;

    internal RuntimeServices Services { get; } = services ?? new RuntimeServices();

    /// <summary>Keys that are ready to be taken.</summary>
    public int Count => 0;

    public void Add(TKey key, QueuePriority priority = QueuePriority.Normal) => throw new NotSupportedException();

    /// <summary>Adds the key when the delay is over; an earlier time that was asked for already stays.</summary>
    public void AddAfter(TKey key, TimeSpan delay, QueuePriority priority = QueuePriority.Normal) => throw new NotSupportedException();

    /// <summary>Adds the key after its back-off, which doubles with each call until <see cref="Forget"/>.</summary>
    public void AddRateLimited(TKey key) => throw new NotSupportedException();

    /// <summary>Ends the back-off of a key: it succeeded.</summary>
    public void Forget(TKey key) => throw new NotSupportedException();

    /// <summary>Waits for a key. The caller must call <see cref="Done"/> for it.</summary>
    public Task<TKey> TakeAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The key's work has ended, well or badly.</summary>
    public void Done(TKey key) => throw new NotSupportedException();
}
