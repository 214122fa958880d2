using System.Diagnostics;
using Benchmarks.Processes;
using ControlPlanes.Installation;

namespace Benchmarks.Clusters;

/// <summary>What a process took while nothing happened.</summary>
/// <param name="Processor">Part of one core, in per cent.</param>
/// <param name="ResidentMiB">At the end.</param>
internal sealed record Resting(double Processor, double ResidentMiB)
{
    /// <summary>Watches processes for a while.</summary>
    /// <returns>In the order of the processes; and how much they wrote together.</returns>
    public static async Task<(IReadOnlyList<Resting> Each, double Writes)> WatchAsync(IReadOnlyList<OperatorProcess> processes, TimeSpan time, Action<string> tell, CancellationToken cancel)
    {
        var before = processes.Select(p => ProcessStats.ProcessorTime(p.Pid)).ToArray();
        var writes = await ProcessRequests.ReadAsync(processes, cancel);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            tell($"at rest: {watch.Elapsed.TotalMinutes:0.0} of {time.TotalMinutes:0.0} min");
            var left = time - watch.Elapsed;
            await Task.Delay(left < TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(5), cancel);
        }
        var elapsed = watch.Elapsed;
        Resting[] each = [.. processes.Select((p, i) => new Resting((ProcessStats.ProcessorTime(p.Pid) - before[i]) / elapsed * 100, ProcessStats.ResidentMiB(p.Pid)))];
        return (each, await ProcessRequests.ReadAsync(processes, cancel) - writes);
    }
}
