using System.Diagnostics;

namespace Benchmarks.Clusters;

/// <summary>Waits until nobody writes any more: the cluster's own controllers make accounts, tokens and bundles in every new namespace.</summary>
internal static class Calm
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <returns>Whether it became calm in time.</returns>
    public static async Task<bool> WaitAsync(ScaleCluster cluster, TimeSpan limit, Action<string> tell, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var before = await cluster.WritesAsync(cancel);
        while (watch.Elapsed < limit)
        {
            await Task.Delay(Pause, cancel);
            var now = await cluster.WritesAsync(cancel);
            var written = now.Since(before).Where(w => !w.Request.EndsWith(" leases", StringComparison.Ordinal)).Sum(w => w.Count);
            if (written == 0)
                return true;
            tell($"others still write: {written / Pause.TotalSeconds:0} a second");
            before = now;
        }
        return false;
    }
}
