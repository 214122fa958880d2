using System.Diagnostics;
using Benchmarks.Frame;
using Benchmarks.Processes;
using ControlPlanes.Installation;
using Drills.Clusters;

namespace Drills.Frame;

/// <summary>What is watched in every drill, from before the cause until all is well again: what must never be, and what it costs.</summary>
internal sealed class Vigil : IAsyncDisposable
{
    private static readonly TimeSpan LongestHealing = TimeSpan.FromMinutes(2);

    // Memory that a burst took is given back after five quiet seconds; twice that, and some.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(12);

    private readonly DrillCluster cluster;
    private readonly Progress progress;
    private readonly Census census;
    private readonly Logs logs;
    private readonly TimeSpan begin;
    private readonly int endsBefore;
    private readonly double panicsBefore;
    private readonly IReadOnlyDictionary<OperatorProcess, double> memoryBefore;

    private Vigil(DrillCluster cluster, Progress progress, Census census, double panicsBefore)
    {
        (this.cluster, this.progress, this.census, this.panicsBefore) = (cluster, progress, census, panicsBefore);
        (logs, begin, endsBefore, memoryBefore) = (Logs.FromNow(cluster.Processes), cluster.Gate.Now, cluster.Kubelet.Ends.Count, Memory(cluster));
        Traffic = Traffic.Begin(cluster.ControlPlane, cluster.Namespaces);
    }

    /// <summary>People at work all the time.</summary>
    public Traffic Traffic { get; }

    public static async Task<Vigil> BeginAsync(DrillCluster cluster, Progress progress, CancellationToken cancel)
    {
        await cluster.CalmAsync(progress, cancel);
        return new(cluster, progress, await Census.TakeAsync(cluster.Admin, cancel), await PanicsAsync(cluster, cancel));
    }

    /// <summary>Waits until all is well again, and tells what was seen.</summary>
    public async Task EndAsync(Bounds bounds, Findings findings, CancellationToken cancel)
    {
        var healing = Stopwatch.StartNew();
        try
        {
            await cluster.HealAsync(progress, LongestHealing, cancel);
        }
        finally
        {
            // What was let through is told whatever else was.
            findings.AtMost(bounds.HealSeconds, "heal", "time until all was well after the cause had ended", healing.Elapsed.TotalSeconds, "s");
            await Traffic.EndAsync();
            TellOfTraffic(bounds, findings);
        }

        findings.AtMost(0, "stored", "forbidden objects that are stored", await Traffic.StoredAsync(cancel));
        progress.Tell("all is well; letting it settle");
        await Task.Delay(Settling, cancel);
        await TellOfDefectsAsync(bounds, findings, cancel);
        TellOfRequests(bounds, findings);
        TellOfMemory(bounds, findings);
    }

    public ValueTask DisposeAsync() => Traffic.DisposeAsync();

    private static Dictionary<OperatorProcess, double> Memory(DrillCluster cluster) => cluster.Processes.ToDictionary(p => p, p => ProcessStats.ResidentMiB(p.Pid));

    private static async Task<double> PanicsAsync(DrillCluster cluster, CancellationToken cancel) =>
        await MetricText.SumAsync(cluster.Webhooks, "controller_runtime_webhook_panics_total", cancel) + await MetricText.SumAsync(cluster.Controllers, "controller_runtime_reconcile_panics_total", cancel);

    private void TellOfTraffic(Bounds bounds, Findings findings)
    {
        var count = Traffic.Count;
        findings.AtMost(0, "let-through", "forbidden requests that were let through", count.LetThrough);
        findings.Tell("refused", "forbidden requests that were refused by a rule", count.Refused);
        findings.Tell("refused-unasked", "forbidden requests that failed otherwise", count.RefusedUnasked);
        findings.Tell("done", "allowed requests in tenants' namespaces that were done", count.Done);
        Tell(bounds.Failed, findings, "failed", "allowed requests in tenants' namespaces that failed", count.Failed);
        Tell(bounds.PlatformFailed, findings, "platform-failed", $"requests outside of them that failed, of {count.PlatformDone + count.PlatformFailed}", count.PlatformFailed);
        findings.Tell("gap", "the longest time in which no allowed request in a tenant's namespace was done", count.LongestGap.TotalSeconds, "s");
        foreach (var (message, times) in count.Failures.Take(4))
            findings.Note($"Failed {times} times: `{message.Replace('`', '\'').Replace('|', '/').ReplaceLineEndings(" ")}`");
    }

    private async Task TellOfDefectsAsync(Bounds bounds, Findings findings, CancellationToken cancel)
    {
        var defects = logs.Defects();
        // A process that was started anew counts from nothing.
        var panics = Math.Max(0, await PanicsAsync(cluster, cancel) - panicsBefore);
        findings.AtMost(0, "panics", "panics, counted by the processes or to be read in their logs", Math.Max(panics, defects.Count));
        foreach (var defect in defects.Take(3))
            findings.Note($"In a log: `{defect.Replace('`', '\'')}`");
        var ends = cluster.Kubelet.Ends.Skip(endsBefore).ToList();
        findings.AtMost(bounds.Ends, "ends", "processes that ended without being told to, and were started again", ends.Count);
        if (ends.Count > 0)
            findings.Note($"Ended without being told to: {string.Join(", ", ends)}.");
        var lost = census.LostIn(await Census.TakeAsync(cluster.Admin, cancel));
        findings.AtMost(0, "lost", $"objects of tenants that are gone or were made anew, of {census.Count}", lost.Count);
        foreach (var one in lost.Take(3))
            findings.Note($"Gone, or made anew: {one}.");
    }

    private void TellOfRequests(Bounds bounds, Findings findings)
    {
        var sent = cluster.Gate.Since(begin);
        findings.AtMost(bounds.Writes, "writes", "writes of the operator, with those of the last look", sent.Count(s => s.IsWrite && s.IsDone));
        findings.AtMost(bounds.RequestsASecond, "burst", "the most requests of its processes in a second", cluster.Gate.MostInASecond(begin));
        findings.Tell("requests", "requests of its processes in all", sent.Count);
        findings.Tell("logged", "written to their logs", logs.Bytes / 1024.0, "KiB");
    }

    private void TellOfMemory(Bounds bounds, Findings findings)
    {
        var after = Memory(cluster);
        var most = cluster.Processes.MaxBy(p => after[p] - memoryBefore[p])!;
        findings.AtMost(bounds.GrowthMiB, "growth", $"growth of the resident memory of the process that grew most ({most.Name}: {memoryBefore[most]:0} to {after[most]:0} MiB)", after[most] - memoryBefore[most], "MiB");
    }

    private static void Tell(int? bound, Findings findings, string id, string name, double value)
    {
        if (bound is { } most)
            findings.AtMost(most, id, name, value);
        else
            findings.Tell(id, name, value);
    }
}
