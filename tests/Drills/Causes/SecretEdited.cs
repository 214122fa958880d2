using System.Text.Json.Nodes;
using Drills.Clusters;
using Drills.Frame;
using OperatorRuntime;

namespace Drills.Causes;

internal sealed class SecretEdited : IDrill
{
    private static readonly NamespacedName Key = new("tenant-operator", "tenant-operator-webhook-ca");
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public int Number => 11;

    public string Id => "secret-edited";

    public string Title => "The Secret of the certificates is broken, emptied and deleted by hand";

    public string Promise =>
        "Webhook processes keep the certificate that they serve, which lives in their memory. The controller puts the Secret back from what it remembers, and begins a new authority that is trusted before it signs: no request is refused.";

    public string Cause => "By hand: the authority's key is replaced by nonsense; then all data is taken out; then the Secret is deleted.";

    public string Watched => "How long the Secret stays broken; that each webhook process is ready all the time, and no request fails.";

    public Bounds Bounds => new() { Writes = 60 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var api = scene.Cluster.Admin;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var unready = CountUnreadyAsync(scene.Cluster, end.Token);
        try
        {
            await BreakAsync(scene, api, cancel);
        }
        finally
        {
            await end.CancelAsync();
        }

        scene.Findings.AtMost(0, "unready", "times that a webhook process was not ready", await unready);
    }

    private static async Task BreakAsync(Scene scene, KubeTransport api, CancellationToken cancel)
    {
        var nonsense = new JsonObject { ["data"] = new JsonObject { ["tls.key"] = "bm9uc2Vuc2U=" } };
        (await api.MergePatchAsync(Kinds.Secret, Key, nonsense, null, cancel)).Dispose();
        await WaitWholeAsync(scene, "broken", "a broken key", cancel);

        (await api.JsonPatchAsync(Kinds.Secret, Key, new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/data", ["value"] = new JsonObject() }), null, cancel)).Dispose();
        await WaitWholeAsync(scene, "emptied", "emptied data", cancel);

        await api.DeleteAsync(Kinds.Secret, Key, null, cancel);
        await WaitWholeAsync(scene, "deleted", "a deleted Secret", cancel);

        await scene.WaitAsync("requests go on", TimeSpan.FromSeconds(5), cancel);
    }

    private static async Task WaitWholeAsync(Scene scene, string id, string what, CancellationToken cancel)
    {
        // It was whole a moment ago: not before the edit has been seen.
        await Task.Delay(100, cancel);
        var whole = await Until.HoldsAsync(() => IsWholeAsync(scene.Cluster.Admin, cancel), $"after {what} the Secret is whole", scene.Progress.Tell, Limit, cancel);
        scene.Findings.AtMost(10, id, $"time from {what} until the Secret was whole", whole.TotalSeconds, "s");
        await scene.WaitAsync("requests go on", TimeSpan.FromSeconds(2), cancel);
    }

    private static async Task<bool> IsWholeAsync(KubeTransport api, CancellationToken cancel)
    {
        using var secret = await api.GetAsync(Kinds.Secret, Key, cancel);
        return secret is not null && secret.RootElement.TryGetProperty("data", out var data)
            && data.TryGetProperty("tls.crt", out _) && data.TryGetProperty("ca.crt", out _)
            && data.TryGetProperty("tls.key", out var key) && !key.ValueEquals("bm9uc2Vuc2U=");
    }

    private static async Task<int> CountUnreadyAsync(DrillCluster cluster, CancellationToken cancel)
    {
        var count = 0;
        while (!cancel.IsCancellationRequested)
        {
            foreach (var process in cluster.Webhooks)
                count += await process.IsReadyAsync(CancellationToken.None) ? 0 : 1;
            await Task.Delay(100, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return count;
    }
}
