using System.Runtime;

namespace TenantOperator.Hosting;

/// <summary>
/// Gives memory back when work is over. Who allocates nothing collects nothing: without this a process keeps what the first lists, or a thousand new tenants, took at their
/// peak until something happens again, which may be days. While there is work the collector's own judgement is the better one.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="allocated">Bytes allocated since the process began.</param>
/// <param name="release">Collects, and returns memory to the system.</param>
internal sealed class MemoryRelease(TimeProvider time, Func<long> allocated, Action release) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Who allocates less in an interval does nothing much: probes and scrapes take some hundred kilobytes.</summary>
    public const long Idle = 2 * 1024 * 1024;

    /// <summary>Less than this is not worth the tens of milliseconds for which everything stands still.</summary>
    public const long Worthwhile = 16 * 1024 * 1024;

    private long _atLastLook;
    private long _atLastRelease;

    /// <summary>With the collector of this process.</summary>
    public static MemoryRelease Create(TimeProvider time) => new(time, () => GC.GetTotalAllocatedBytes(), Collect);

    /// <summary>Looks once, and releases if it is time.</summary>
    public void Look()
    {
        var now = allocated();
        var isIdle = now - _atLastLook < Idle;
        _atLastLook = now;
        if (!isIdle || now - _atLastRelease < Worthwhile)
            return;
        release();
        _atLastRelease = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private static void Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
