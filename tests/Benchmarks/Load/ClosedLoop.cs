using System.Diagnostics;

namespace Benchmarks.Load;

/// <summary>A fixed number of senders, each with one request under way at a time: how much gets through.</summary>
internal static class ClosedLoop
{
    /// <param name="senders">How many.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="send">Sends the n-th request.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Requests a second.</returns>
    public static async Task<double> RunAsync(int senders, TimeSpan duration, Func<int, ValueTask> send, CancellationToken cancel)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(SendAsync, cancel)));
        return (next + 1) / watch.Elapsed.TotalSeconds;

        async Task SendAsync()
        {
            while (watch.Elapsed < duration && !cancel.IsCancellationRequested)
                await send(Interlocked.Increment(ref next));
        }
    }
}
