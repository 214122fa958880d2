using System.Diagnostics;
using System.Text.Json.Nodes;
using Benchmarks.Frame;
using Benchmarks.Worlds;
using ControlPlanes.Installation;

namespace Benchmarks.Clusters;

/// <summary>Changes in a cluster that stands.</summary>
internal static class Changes
{
    /// <returns>Seconds until each of some tenants that changed was ready again.</returns>
    public static async Task<IReadOnlyList<double>> OfTenantsAsync(ScaleCluster cluster, Population population, int count, Progress progress, CancellationToken cancel)
    {
        var crowd = new Crowd(cluster.Admin);
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var number = (int)((long)i * population.Tenants / count);
            progress.Tell($"one tenant changes: {i + 1} of {count}");
            var watch = Stopwatch.StartNew();
            await crowd.ChangeAsync(number, new() { ["members"] = new JsonArray(new JsonObject { ["role"] = "edit", ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "Group", ["name"] = "newcomers" }) }) }, cancel);
            // One that is not ready by then has the limit as its time, which is a long miss.
            await crowd.WaitReadyAsync(number, TimeSpan.FromMinutes(1), cancel);
            times.Add(watch.Elapsed.TotalSeconds);
        }
        return times;
    }

    /// <returns>What the operator wrote in each second until all tenants had the class.</returns>
    public static async Task<IReadOnlyList<double>> OfClassAsync(ScaleCluster cluster, Population population, Progress progress, CancellationToken cancel)
    {
        var perSecond = new List<double>();
        var before = await ProcessRequests.ReadAsync([cluster.Controller], cancel);
        await cluster.ChangeClassAsync(cancel);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromMinutes(5) && await tick.WaitForNextTickAsync(cancel))
        {
            var now = await ProcessRequests.ReadAsync([cluster.Controller], cancel);
            perSecond.Add(now - before);
            before = now;
            progress.Tell($"the default class changes: {perSecond[^1]:0} writes in a second, {perSecond.Sum():0} in all");
            if (perSecond.Count > 3 && await cluster.ClassIsSettledAsync(population.Tenants, cancel))
                break;
        }
        return perSecond;
    }
}
