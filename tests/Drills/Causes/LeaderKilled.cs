using Drills.Clusters;
using Drills.Frame;

namespace Drills.Causes;

internal sealed class LeaderKilled : IDrill
{
    public int Number => 1;

    public string Id => "leader-killed";

    public string Title => "The leading controller is killed";

    public string Promise =>
        "Tenants keep running, and their walls and admission stand. Another replica, whose caches are warm, leads when the lease of 15 s has run out, repairs what was changed meanwhile, and writes nothing else.";

    public string Cause => "`kill -9` of the controller that leads; at the same moment an admin raises the quota of a tenant's namespace by hand.";

    public string Watched => "How long nobody leads, and how long the wall stays wrong.";

    public Bounds Bounds => new();

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var (cluster, tenant) = (scene.Cluster, scene.Cluster.Tenants[0]);
        var before = await cluster.HolderAsync(cancel);
        var leader = await cluster.LeaderAsync(cancel);

        await cluster.Kubelet.KillAsync(leader);
        await tenant.DriftAsync(cluster.Admin, cancel);

        var limit = TimeSpan.FromMinutes(1);
        var led = await Until.HoldsAsync(async () => await cluster.HolderAsync(cancel) is { Length: > 0 } now && now != before, "another controller leads", scene.Progress.Tell, limit, cancel);
        var repaired = await Until.HoldsAsync(async () => await tenant.PodsAllowedAsync(cluster.Admin, cancel) == 50, "the quota is repaired", scene.Progress.Tell, limit, cancel);

        // A lease of 15 s, looked at every 2 to 4.4 s; the rest is the slowness of a busy machine.
        scene.Findings.AtMost(25, "led", "time until another controller led", led.TotalSeconds, "s");
        scene.Findings.AtMost(10, "repaired", "time from then until the quota was repaired", repaired.TotalSeconds, "s");
    }
}
