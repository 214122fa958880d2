using ControlPlanes.Installation;
using Drills.Clocks;
using Drills.Clusters;
using Drills.Frame;

namespace Drills.Causes;

internal sealed class ClockJumped : IDrill
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public int Number => 13;

    public string Id => "clock-jumped";

    public string Title => "A clock jumps";

    public string Promise =>
        "Leases, deadlines and back-off are measured by a clock that never jumps, and clocks of processes are never compared. A certificate that has ended by a clock that jumped is followed within a minute by one that an API server accepts whose clock is right: it begins when its authority does, which is a day before that was made.";

    public string Cause =>
        "The controller that leads and the second webhook process run under libfaketime. Their clocks jump an hour ahead, then an hour back behind; then that of the webhook process jumps eight days ahead, past the end of its serving certificate, while the API server's clock stays right.";

    public string Watched => "Whether the leader stays, and works; failed requests; whether the webhook process is ready again within a minute after the great jump: its certificate has ended by its own clock.";

    public Bounds Bounds => new();

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var cluster = scene.Cluster;
        var (leader, webhooks) = (await cluster.LeaderAsync(cancel), cluster.Webhooks[1]);
        var (leaders, theirs) = (await Libfaketime.ClockAsync(cluster.Folder, leader.Name, cancel), await Libfaketime.ClockAsync(cluster.Folder, webhooks.Name, cancel));
        try
        {
            await RestartAsync(scene, webhooks, theirs, cancel);
            await RestartAsync(scene, leader, leaders, cancel);
            await LeadAsync(scene, leader, cancel);
            await JumpAsync(scene, leaders, theirs, cancel);
            await JumpFarAsync(scene, webhooks, theirs, cancel);
        }
        finally
        {
            theirs.Set(TimeSpan.Zero);
            leaders.Set(TimeSpan.Zero);
            await cluster.Kubelet.RestartAsync(webhooks);
            await cluster.Kubelet.RestartAsync(leader);
        }
    }

    // The one with the clock: the other leads since it was restarted, and makes room for it.
    private static async Task LeadAsync(Scene scene, OperatorProcess leader, CancellationToken cancel)
    {
        var (cluster, other) = (scene.Cluster, scene.Cluster.Controllers.First(c => c != leader));
        cluster.Kubelet.Hold(other);
        try
        {
            await other.StopAsync();
            await Until.HoldsAsync(async () => await cluster.LeaderAsync(cancel) == leader, $"{leader.Name} leads", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
        }
        finally
        {
            cluster.Kubelet.Release(other);
        }

        // Who has the lease only begins to work: what is measured from here on is the clock.
        await cluster.Tenants[0].DriftAsync(cluster.Admin, cancel);
        await Until.HoldsAsync(async () => await cluster.Tenants[0].PodsAllowedAsync(cluster.Admin, cancel) == 50, $"{leader.Name} works", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
    }

    private static async Task JumpAsync(Scene scene, Libfaketime leaders, Libfaketime theirs, CancellationToken cancel)
    {
        var cluster = scene.Cluster;
        var holder = await cluster.HolderAsync(cancel);
        foreach (var ahead in (TimeSpan[])[Hour, -Hour, TimeSpan.Zero])
        {
            leaders.Set(ahead);
            theirs.Set(ahead);
            await cluster.Tenants[0].DriftAsync(cluster.Admin, cancel);
            await scene.WaitAsync($"clocks {ahead.TotalHours:+0;-0;0} h ahead", TimeSpan.FromSeconds(5), cancel);
            scene.Findings.AtMost(50, $"repaired-{ahead.TotalHours:0}", $"pods that an edited quota allows 5 s later, clocks {ahead.TotalHours:0} h ahead", await cluster.Tenants[0].PodsAllowedAsync(cluster.Admin, cancel) ?? 0);
        }

        scene.Findings.AtMost(0, "left", "changes of leadership", await cluster.HolderAsync(cancel) == holder ? 0 : 1);
    }

    private static async Task JumpFarAsync(Scene scene, OperatorProcess webhooks, Libfaketime theirs, CancellationToken cancel)
    {
        theirs.Set(TimeSpan.FromDays(8));
        await scene.WaitAsync($"the clock of {webhooks.Name} 8 days ahead", TimeSpan.FromSeconds(10), cancel);
        var limit = TimeSpan.FromMinutes(1);
        try
        {
            var ready = await Until.HoldsAsync(() => webhooks.IsReadyAsync(cancel), $"{webhooks.Name} is ready", scene.Progress.Tell, limit, cancel);
            scene.Findings.AtMost(limit.TotalSeconds, "ready", "time from 10 s after the great jump until the process was ready", ready.TotalSeconds, "s");
        }
        catch (TimeoutException)
        {
            scene.Findings.AtMost(0, "unready", "webhook processes that were not ready a minute after the great jump", 1);
        }

        await scene.WaitAsync("both processes are asked", TimeSpan.FromSeconds(5), cancel);
    }

    private static async Task RestartAsync(Scene scene, OperatorProcess process, Libfaketime clock, CancellationToken cancel)
    {
        await scene.Cluster.Kubelet.RestartAsync(process, clock.Environment);
        await Until.HoldsAsync(async () => process.IsRunning && await process.IsReadyAsync(cancel), $"{process.Name} is ready", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
    }
}
