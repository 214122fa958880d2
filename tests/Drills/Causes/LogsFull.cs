using Drills.Clusters;
using Drills.Frame;

namespace Drills.Causes;

internal sealed class LogsFull : IDrill
{
    // In the place of the log: whatever is written to it fails, as on a disk that is full (ENOSPC).
    private static readonly Dictionary<string, string> Full = new(StringComparer.Ordinal) { ["LOG_FILE"] = "/dev/full" };

    public int Number => 14;

    public string Id => "logs-full";

    public string Title => "The disk for logs is full";

    public string Promise => "What cannot be logged is lost. Admission and reconciliation go on as if nothing were.";

    public string Cause => "Every process is started again with a log that takes nothing (`/dev/full`); ten seconds of work follow, with a wall edited by hand.";

    public string Watched => "Failed requests, dead processes, the time until the wall is repaired.";

    public Bounds Bounds => new() { Writes = 40 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        if (!File.Exists("/dev/full"))
            throw new NotDoneException("this system has no /dev/full");
        try
        {
            await RestartAllAsync(scene, Full, cancel);
            await scene.WaitAsync("work without logs", TimeSpan.FromSeconds(10), cancel);
            await scene.Cluster.LeaderAsync(cancel);
            await scene.Cluster.Tenants[0].DriftAsync(scene.Cluster.Admin, cancel);
            var repaired = await Until.HoldsAsync(
                async () => await scene.Cluster.Tenants[0].PodsAllowedAsync(scene.Cluster.Admin, cancel) == 50, "the quota is repaired", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
            scene.Findings.AtMost(10, "repaired", "time until an edited quota was repaired", repaired.TotalSeconds, "s");
        }
        finally
        {
            await RestartAllAsync(scene, null, CancellationToken.None);
        }
    }

    private static async Task RestartAllAsync(Scene scene, IReadOnlyDictionary<string, string>? environment, CancellationToken cancel)
    {
        // One by one, as a Deployment does.
        foreach (var process in scene.Cluster.Processes)
        {
            await scene.Cluster.Kubelet.RestartAsync(process, environment);
            await Until.HoldsAsync(async () => process.IsRunning && await process.IsReadyAsync(cancel), $"{process.Name} is ready", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
        }
    }
}
