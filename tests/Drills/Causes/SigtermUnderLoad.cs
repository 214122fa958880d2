using Drills.Clusters;
using Drills.Frame;

namespace Drills.Causes;

internal sealed class SigtermUnderLoad : IDrill
{
    public int Number => 3;

    public string Id => "sigterm-under-load";

    public string Title => "Processes are told to end while people work";

    public string Promise =>
        "A webhook process that gets SIGTERM says that it is not ready, goes on answering for 8 s and sends its clients away: nobody's request fails. A controller finishes what it has in hand, gives the lease back, and another leads at once.";

    public string Cause => "SIGTERM to each webhook process, one after the other, and then to the controller that leads.";

    public string Watched => "Failed requests; how long nobody leads.";

    public Bounds Bounds => new();

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var cluster = scene.Cluster;
        foreach (var process in cluster.Webhooks)
        {
            scene.Progress.Tell($"{process.Name} ends");
            await cluster.Kubelet.RestartAsync(process);
            await Until.HoldsAsync(async () => process.IsRunning && await process.IsReadyAsync(cancel), $"{process.Name} is ready", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
            await scene.WaitAsync("both answer", TimeSpan.FromSeconds(2), cancel);
        }

        var before = await cluster.HolderAsync(cancel);
        var leader = await cluster.LeaderAsync(cancel);
        await cluster.Kubelet.RestartAsync(leader);
        var led = await Until.HoldsAsync(async () => await cluster.HolderAsync(cancel) is { Length: > 0 } now && now != before, "another controller leads", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
        scene.Findings.AtMost(8, "led", "time from the end of the leading controller until another led", led.TotalSeconds, "s");
    }
}
