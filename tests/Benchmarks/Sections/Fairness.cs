using System.Diagnostics;
using System.Globalization;
using Benchmarks.Frame;
using Benchmarks.Results;
using Benchmarks.Clusters;
using Benchmarks.Statistics;
using Benchmarks.Worlds;

namespace Benchmarks.Sections;

/// <summary>Who waits for whom while ten thousand objects have to be repaired.</summary>
internal sealed class Fairness : ISection
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public int Number => 6;

    public string Id => "fairness";

    public string Title => "Ten thousand drifted objects, and a new tenant";

    public string Question =>
        """
        An admin's mistake changes network policies, quotas and role bindings in all namespaces of all tenants: once while the controller watches, once while it is down, so that it finds
        them when it comes back. In the midst of the repair a new Tenant of ten namespaces is made. Measured is how long it waits until it is ready, against a Tenant that is made while
        nothing else happens, and how long the repair takes.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        // Seven objects of each namespace can drift.
        var population = run.Either(new Population(20, 5), new Population(143, 10));
        await using var cluster = await ScaleCluster.StartAsync(run, "cluster", 1, cancel);
        run.Progress.Begin("filling the cluster");
        await Filling.GrowAsync(cluster, population, run.Progress.Tell, cancel);
        await Calm.WaitAsync(cluster, TimeSpan.FromMinutes(5), run.Progress.Tell, cancel);

        var next = population.Tenants;
        var quiet = new List<double>();
        for (var i = 0; i < run.Either(2, 5); i++)
            quiet.Add(await NewTenantAsync(cluster, next++, cancel));

        var drift = new Drift(cluster.Admin);
        var objects = await drift.FindAsync(cancel);
        run.Progress.Begin("drift while the controller watches");
        var watched = await DriftAsync(cluster, drift, objects, next, isDown: false, run.Progress, cancel);
        await Calm.WaitAsync(cluster, TimeSpan.FromMinutes(2), run.Progress.Tell, cancel);
        run.Progress.Begin("drift while the controller is down");
        var down = await DriftAsync(cluster, drift, objects, next + watched.Tenants.Count, isDown: true, run.Progress, cancel);
        return Report(objects.Count, Spread.Of(quiet), watched, down, cluster.Server);
    }

    // One tenant after the other is made until all is repaired, so that each waits amid the repair.
    private static async Task<(IReadOnlyList<double> Tenants, double Repair, int Left)> DriftAsync(
        ScaleCluster cluster, Drift drift, IReadOnlyList<(OperatorRuntime.ResourceType, OperatorRuntime.NamespacedName)> objects, int next, bool isDown, Progress progress, CancellationToken cancel)
    {
        if (isDown)
            await cluster.Controller.StopAsync();
        var watch = Stopwatch.StartNew();
        var making = drift.MakeAsync(objects, cancel);
        if (isDown)
        {
            await making;
            await cluster.Controller.StartAsync();
            while (!await cluster.Controller.IsReadyAsync(cancel))
                await Task.Delay(10, cancel);
            watch.Restart();
        }
        var tenants = new List<double>();
        var left = objects.Count;
        while (left > 0 && watch.Elapsed < Limit)
        {
            tenants.Add(await NewTenantAsync(cluster, next++, cancel));
            left = await drift.CountAsync(cancel);
            progress.Tell(string.Create(CultureInfo.InvariantCulture, $"{left:#,0} objects are drifted; {tenants.Count} new tenants waited {tenants.Max():0.0} s at most"));
            // What is still being changed is not all repaired.
            if (left == 0 && !making.IsCompleted)
                left = objects.Count;
        }
        await making;
        return (tenants, watch.Elapsed.TotalSeconds, left);
    }

    private static async Task<double> NewTenantAsync(ScaleCluster cluster, int number, CancellationToken cancel)
    {
        var crowd = new Crowd(cluster.Admin);
        var watch = Stopwatch.StartNew();
        await crowd.MakeAsync(number, 1, 10, cancel);
        return await crowd.WaitReadyAsync(number, Limit, cancel) ? watch.Elapsed.TotalSeconds : Limit.TotalSeconds;
    }

    private static SectionResult Report(int objects, Spread quiet, (IReadOnlyList<double> Tenants, double Repair, int Left) watched, (IReadOnlyList<double> Tenants, double Repair, int Left) down, string server) => new()
    {
        Machine = new() { With = [server] },
        Figures =
        [
            new("watched", "the longest that a new tenant waited while the controller repaired what it saw drift", Spread.Of(watched.Tenants.Max()), "s"),
            new("watched-part", "the same, as a part of the whole repair", Spread.Of(watched.Tenants.Max() / watched.Repair), "×", Target.Most(0.5)),
            new("down", "the longest that a new tenant waited while the controller repaired what it found at its start", Spread.Of(down.Tenants.Max()), "s"),
            new("down-part", "the same, as a part of the whole repair", Spread.Of(down.Tenants.Max() / down.Repair), "×", Target.Most(0.5)),
            new("left", "objects that were not repaired", Spread.Of(watched.Left + down.Left), "", Target.Most(0)),
        ],
        Tables =
        [
            new("Repair", ["", "objects", "repaired after, s", "new tenants meanwhile", "ready after, s"],
            [
                ["nothing else happens", "0", "", quiet.Rounds.ToString(CultureInfo.InvariantCulture), quiet.ToString("0.0")],
                Row("the controller watches", objects, watched),
                Row("the controller was down", objects, down),
            ]),
        ],
        Method =
        [
            "New Tenants are made one after the other until the repair is done: each of ten namespaces, with all that stands in them.",
            "The repair ends when no object differs any more, looked at between two new Tenants; what makes the drift, 24 writes at a time, shares the API server with what repairs it.",
        ],
    };

    private static string[] Row(string name, int objects, (IReadOnlyList<double> Tenants, double Repair, int Left) run) =>
        [name, objects.ToString("#,0", CultureInfo.InvariantCulture), run.Repair.ToString("0.0", CultureInfo.InvariantCulture), run.Tenants.Count.ToString(CultureInfo.InvariantCulture), Spread.Of(run.Tenants).ToString("0.0")];
}
