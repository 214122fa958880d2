using Drills.Clusters;
using Drills.Frame;

namespace Drills.Causes;

internal sealed class WebhooksKilled : IDrill
{
    // For each kill, the requests that the process had in hand: as many as there are clients.
    private const int InHand = 8;

    public int Number => 2;

    public string Id => "webhooks-killed";

    public string Title => "Webhook processes are killed, one by one and all at once";

    public string Promise =>
        "While one is gone the others answer. While all are gone, writes in tenants' namespaces are refused with a clear message, and everything else goes on: kube-system, nodes, leases, status. Nothing passes unchecked at any moment.";

    public string Cause => "`kill -9` of the first webhook process, and when it is back, of the second; then of both at once, and they stay away for 5 s.";

    public string Watched => "Requests that fail while one of the two is there, which can be no more than the dead process had in hand; that writes outside of tenants never fail; how soon tenants can write again.";

    public Bounds Bounds => new() { Failed = null };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var (cluster, count) = (scene.Cluster, scene.Traffic.Count);
        foreach (var process in cluster.Webhooks)
        {
            await cluster.Kubelet.KillAsync(process);
            await Until.HoldsAsync(async () => process.IsRunning && await process.IsReadyAsync(cancel), $"{process.Name} is ready", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
            await scene.WaitAsync("both answer", TimeSpan.FromSeconds(2), cancel);
        }

        scene.Findings.AtMost(2 * InHand, "one-by-one", "allowed requests that failed while one of the two was there", count.Failed);
        var before = count.Failed;

        foreach (var process in cluster.Webhooks)
            cluster.Kubelet.Hold(process);
        await Task.WhenAll(cluster.Webhooks.Select(p => p.KillAsync()));
        await scene.WaitAsync("no webhook process is there", TimeSpan.FromSeconds(5), cancel);
        scene.Findings.AtLeast(1, "closed", "allowed requests that were refused while none was there", count.Failed - before);
        foreach (var process in cluster.Webhooks)
            cluster.Kubelet.Release(process);

        var done = count.Done;
        var open = await Until.HoldsAsync(() => Task.FromResult(count.Done > done), "tenants can write again", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
        scene.Findings.AtMost(15, "open", "time from their start until a tenant could write again", open.TotalSeconds, "s");
    }
}
