using System.Diagnostics;
using Benchmarks.Processes;
using Benchmarks.Worlds;

namespace Benchmarks.Clusters;

/// <summary>How a cluster was filled.</summary>
/// <param name="Ready">How many Tenants became ready in time.</param>
/// <param name="Took">Until the last of them was.</param>
/// <param name="Controller">The controller's processor time.</param>
/// <param name="Writes">What was written, by request.</param>
/// <param name="ByOperator">Of it by the operator's processes.</param>
internal sealed record Filling(int Ready, TimeSpan Took, TimeSpan Controller, IReadOnlyList<(string Request, double Count)> Writes, double ByOperator)
{
    // What is not filled by then is measured as far as it is.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(25);

    /// <summary>Makes the Tenants of a population, and waits until all are ready.</summary>
    public static async Task<Filling> GrowAsync(ScaleCluster cluster, Population population, Action<string> tell, CancellationToken cancel)
    {
        var before = await cluster.WritesAsync(cancel);
        var processor = ProcessStats.ProcessorTime(cluster.Controller.Pid);
        var crowd = new Crowd(cluster.Admin);
        var watch = Stopwatch.StartNew();
        var making = crowd.MakeAsync(0, population.Tenants, population.NamespacesEach, cancel);
        var ready = await crowd.WaitReadyAsync(population.Tenants, count => tell($"{count} of {population.Tenants} tenants are ready"), Limit, cancel);
        await making;
        var took = ready.Count < population.Tenants ? watch.Elapsed : ready.Values.Max();
        var after = await cluster.WritesAsync(cancel);
        return new(ready.Count, took, ProcessStats.ProcessorTime(cluster.Controller.Pid) - processor, after.Since(before), after.ByOperator - before.ByOperator);
    }
}
