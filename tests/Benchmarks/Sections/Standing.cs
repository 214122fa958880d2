using System.Globalization;
using Benchmarks.Frame;
using Benchmarks.Processes;
using Benchmarks.Results;
using Benchmarks.Clusters;
using Benchmarks.Worlds;

namespace Benchmarks.Sections;

/// <summary>A cluster that stands: what the processes take while nothing happens, and how they come back.</summary>
internal sealed class Standing : ISection
{
    public int Number => 4;

    public string Id => "standing";

    public string Title => "At rest, and restarted";

    public string Question =>
        """
        One cluster grows from nothing by Tenants of ten namespaces. At each size, once its own controllers have ended their work: what the operator writes while nothing
        happens, the processor time and the resident memory of its processes, and how they come back when they are stopped and started again.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        var sizes = run.Either<Population[]>([new(20, 5)], [new(10, 10), new(100, 10), new(1000, 10)]);
        var cases = new List<StandingCase>();
        await using var cluster = await ScaleCluster.StartAsync(run, "cluster", 1, cancel);
        await Task.Delay(TimeSpan.FromSeconds(15), cancel);
        var empty = (ProcessStats.ResidentMiB(cluster.Controller.Pid), ProcessStats.ResidentMiB(cluster.Webhooks.Pid));
        var already = 0;
        foreach (var population in sizes)
        {
            run.Progress.Begin(string.Create(CultureInfo.InvariantCulture, $"{population.Tenants:#,0} tenants of {population.NamespacesEach} namespaces"));
            var filling = await Filling.GrowAsync(cluster, already, population, run.Progress.Tell, cancel);
            already = population.Tenants;
            var isCalm = await Calm.WaitAsync(cluster, TimeSpan.FromMinutes(10), run.Progress.Tell, cancel);
            cases.Add(await MeasureAsync(cluster, filling.Ready * population.NamespacesEach, isLast: population == sizes[^1], isCalm, run, cancel));
        }
        return StandingReport.Of(empty, cases, cluster.Server, run);
    }

    private static async Task<StandingCase> MeasureAsync(ScaleCluster cluster, int namespaces, bool isLast, bool isCalm, Run run, CancellationToken cancel)
    {
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
