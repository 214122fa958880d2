using System.Collections.Concurrent;

namespace Webhooks.Index;

/// <summary>
/// Live reads, one at a time for each key: whoever asks for the same joins. What was read is good for a few seconds, until the
/// watch has brought it; a read that failed is forgotten at once.
/// </summary>
internal sealed class SharedReads<T>(Func<string, CancellationToken, Task<T>> read, TimeProvider time)
{
    /// <summary>How long one read may take. The API server's own path has no more than the webhook's timeout for us.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer is used: longer than a watch lags, shorter than anybody notices.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    // Beyond this many the old ones are swept out, so that names that nobody asks for again do not pile up.
    private const int SweepAbove = 1000;

    private readonly ConcurrentDictionary<string, Lazy<Flight>> flights = new(StringComparer.Ordinal);

    /// <summary>What the key reads as.</summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public async Task<T> GetAsync(string key, TimeSpan remaining, CancellationToken cancellationToken)
    {
        var flight = flights.GetOrAdd(key, Begin);
        if (IsStale(flight) && flights.TryUpdate(key, Begin(key), flight))
            flight = flights[key];
        if (flights.Count > SweepAbove)
            Sweep();
        try
        {
            // Each caller waits by its own deadline, even for a read that does not heed its cancellation.
            return await flight.Value.Result.WaitAsync(Min(Patience, remaining), time, cancellationToken);
        }
        catch
        {
            if (flight.Value.Result.IsFaulted || flight.Value.Result.IsCanceled)
                flights.TryRemove(new(key, flight));
            throw;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b > TimeSpan.Zero ? b : TimeSpan.Zero;

    private Lazy<Flight> Begin(string key) => new(() => new(ReadAsync(key), time.GetTimestamp()));

    private async Task<T> ReadAsync(string key)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        return await read(key, patience.Token);
    }

    private bool IsStale(Lazy<Flight> flight) =>
        flight.IsValueCreated
        && (flight.Value.Result is { IsCompleted: true, IsCompletedSuccessfully: false } || time.GetElapsedTime(flight.Value.Started) > Lifetime);

    private void Sweep()
    {
        foreach (var (key, flight) in flights)
        {
            if (IsStale(flight))
                flights.TryRemove(new(key, flight));
        }
    }

    private sealed record Flight(Task<T> Result, long Started);
}
