using System.Diagnostics;

namespace Benchmarks.Load;

/// <summary>
/// Requests that come at their own times, whether those before them were answered or not, as those of an API server do. The latency of each counts from when it
/// was to be sent: a server that stands still for a while is charged for all that came meanwhile, not for one request
/// ("coordinated omission").
/// </summary>
internal static class OpenLoop
{
    // More than this under way means that the load is beyond what the server can do: what is measured then is the length of the queue.
    private const int MostUnderWay = 32_768;

    /// <param name="rate">Requests a second.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="seed">Of the arrivals: the same seed gives the same arrivals, so that what is compared meets the same bursts.</param>
    /// <param name="send">Sends the n-th request.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Latencies> RunAsync(double rate, TimeSpan duration, int seed, Func<int, ValueTask> send, CancellationToken cancel)
    {
        var arrivals = Arrivals(rate, duration, seed);
        var took = new double[arrivals.Length];
        var underWay = 0;
        var finished = 0;
        Exception? failure = null;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 100);
        var pacer = new Thread(Pace) { IsBackground = true, Name = "pacer", Priority = ThreadPriority.AboveNormal };
        pacer.Start();
        await done.Task.WaitAsync(duration + TimeSpan.FromSeconds(30), cancel);
        return failure is null ? new(took) : throw failure;

        void Pace()
        {
            for (var i = 0; i < arrivals.Length; i++)
            {
                Clock.SleepUntil(start + arrivals[i]);
                if (cancel.IsCancellationRequested)
                    return;
                if (Interlocked.Increment(ref underWay) > MostUnderWay)
                    Fail(new InvalidOperationException($"{rate:0} requests a second are more than the server answers"));
                if (Volatile.Read(ref failure) is not null)
                    return;
                ThreadPool.UnsafeQueueUserWorkItem(n => _ = SendAsync(n), i, preferLocal: false);
            }
        }

        async Task SendAsync(int i)
        {
            try
            {
                await send(i);
                took[i] = Stopwatch.GetElapsedTime(start + arrivals[i]).TotalMilliseconds;
            }
#pragma warning disable CA1031 // Told by the loop.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Fail(e);
            }
            Interlocked.Decrement(ref underWay);
            if (Interlocked.Increment(ref finished) == arrivals.Length)
                done.TrySetResult();
        }

        void Fail(Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
            done.TrySetResult();
        }
    }

    /// <summary>Times of a Poisson process, in ticks of the clock: requests that know nothing of each other.</summary>
    internal static long[] Arrivals(double rate, TimeSpan duration, int seed)
    {
        var random = new Random(seed);
        var times = new List<long>();
        for (var at = 0.0; at < duration.TotalSeconds; at -= Math.Log(1 - random.NextDouble()) / rate)
            times.Add((long)(at * Stopwatch.Frequency));
        return [.. times];
    }
}
