using System.Diagnostics;
using Benchmarks.Processes;
using ControlPlanes.Installation;

namespace Benchmarks.Clusters;

/// <summary>How a process was started again.</summary>
/// <param name="Ready">From its start until it said that it is ready, in seconds.</param>
/// <param name="ResidentMiB">After it had looked at everything.</param>
/// <param name="Processor">Processor time of the first look at everything, in seconds.</param>
/// <param name="Writes">What it wrote from its start on.</param>
internal sealed record Restarting(double Ready, double ResidentMiB, double Processor, double Writes)
{
    /// <summary>Stops a process, starts it again, and lets it look at everything.</summary>
    /// <param name="process">Which.</param>
    /// <param name="after">How long it is watched once it is ready.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Restarting> MeasureAsync(OperatorProcess process, TimeSpan after, CancellationToken cancel)
    {
        await process.StopAsync();
        var watch = Stopwatch.StartNew();
        await process.StartAsync();
        while (!await process.IsReadyAsync(cancel))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"{process.Name} did not become ready; its log: {process.LogFile}");
            await Task.Delay(5, cancel);
        }
        var ready = watch.Elapsed.TotalSeconds;
        await Task.Delay(after, cancel);
        return new(ready, ProcessStats.ResidentMiB(process.Pid), ProcessStats.ProcessorTime(process.Pid).TotalSeconds, await ProcessRequests.ReadAsync([process], cancel));
    }
}
