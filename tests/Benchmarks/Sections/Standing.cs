using Benchmarks.Clusters;
using Benchmarks.Frame;

namespace Benchmarks.Sections;

/// <summary>A cluster that stands: what the processes take while nothing happens, and how they come back.</summary>
internal static class Standing
{
    public static async Task<StandingCase> MeasureAsync(ScaleCluster cluster, int namespaces, bool isLast, Run run, CancellationToken cancel)
    {
        var isCalm = await Calm.WaitAsync(cluster, TimeSpan.FromMinutes(10), run.Progress.Tell, cancel);
        var time = run.Quick ? TimeSpan.FromSeconds(20) : isLast ? TimeSpan.FromMinutes(10) : TimeSpan.FromMinutes(1);
        var (rest, writes) = await Resting.WatchAsync([cluster.Controller, cluster.Webhooks], time, run.Progress.Tell, cancel);
        var (controllers, webhooks) = (new List<Restarting>(), new List<Restarting>());
        var rounds = run.Either(1, 3);
        for (var round = 1; round <= rounds; round++)
        {
            run.Progress.Tell($"restart {round} of {rounds}");
            // Long enough for the first look at everything: the lease, ten thousand namespaces that need nothing, and giving memory back.
            controllers.Add(await Restarting.MeasureAsync(cluster.Controller, run.Quick || namespaces <= 1000 ? TimeSpan.FromSeconds(15) : TimeSpan.FromSeconds(40), cancel));
            webhooks.Add(await Restarting.MeasureAsync(cluster.Webhooks, TimeSpan.FromSeconds(12), cancel));
        }
        return new(namespaces, time, isCalm, rest[0], rest[1], writes, controllers, webhooks);
    }
}
