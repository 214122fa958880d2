using System.Globalization;
using Drills.Clusters;
using Drills.Frame;

namespace Drills.Causes;

internal sealed class WatchesCut : IDrill
{
    private const int Cuts = 4;

    public int Number => 8;

    public string Id => "watches-cut";

    public string Title => "Watches are cut again and again";

    public string Promise => "A watch that breaks resumes where it ended, after a pause that grows with each failure. It costs one request, and no list; what happened meanwhile is not missed.";

    public string Cause => "A proxy resets every watch of the operator's processes four times, 3 s apart; after each cut an admin edits a wall.";

    public string Watched => "Lists, which there must be none of; the time until the last edit is repaired.";

    public Bounds Bounds => new() { HealSeconds = 60, Writes = 40 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var cluster = scene.Cluster;
        var lists = await MetricText.SumAsync(cluster.Processes, "reflector_lists_total", cancel);
        var cut = 0;
        for (var n = 0; n < Cuts; n++)
        {
            cut += cluster.Gate.CutWatches();
            await cluster.Tenants[n].DriftAsync(cluster.Admin, cancel);
            await scene.WaitAsync(string.Create(CultureInfo.InvariantCulture, $"cut {n + 1} of {Cuts}"), TimeSpan.FromSeconds(3), cancel);
        }

        var repaired = await Until.HoldsAsync(() => AreRepairedAsync(cluster, cancel), "all quotas are repaired", scene.Progress.Tell, TimeSpan.FromMinutes(2), cancel);
        scene.Findings.Tell("cut", "watches that were cut", cut);
        scene.Findings.AtMost(60, "repaired", "time from the last cut until every edit was repaired", repaired.TotalSeconds + 3, "s");
        scene.Findings.AtMost(0, "lists", "complete lists", await MetricText.SumAsync(cluster.Processes, "reflector_lists_total", cancel) - lists);
    }

    private static async Task<bool> AreRepairedAsync(DrillCluster cluster, CancellationToken cancel)
    {
        foreach (var tenant in cluster.Tenants)
        {
            if (await tenant.PodsAllowedAsync(cluster.Admin, cancel) != 50)
                return false;
        }

        return true;
    }
}
