using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Benchmarks.Frame;
using Benchmarks.Results;
using Benchmarks.Clusters;
using Benchmarks.Worlds;

namespace Benchmarks.Sections;

/// <summary>Tenants from nothing against a client that just writes the same objects; then changes among them.</summary>
internal sealed class Convergence : ISection
{
    public int Number => 3;

    public string Id => "convergence";

    public string Title => "Convergence";

    public string Question =>
        """
        A thousand Tenants of ten namespaces each are made in an empty cluster, of the class `standard`, each with an owner, members and a host. Measured is the time until the
        last is ready, against a bare client that writes the same Tenants and the same objects by server-side apply, twelve at a time as the operator does, into another new
        cluster with the same admission. Then one Tenant among them gets a member, and then the default class another quota.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        var sizes = run.Either<Population[]>([new(20, 5)], [new(10, 10), new(100, 10), new(1000, 10)]);
        var cases = new List<ConvergenceCase>();
        var server = "";
        foreach (var population in sizes)
        {
            run.Progress.Begin(string.Create(CultureInfo.InvariantCulture, $"{population.Tenants:#,0} tenants of {population.NamespacesEach} namespaces"));
            var fills = new List<(Filling Operator, TimeSpan Bare, int Objects)>();
            IReadOnlyList<double> changes = [];
            IReadOnlyList<double> rollout = [];
            var rounds = population.Tenants <= 10 ? 3 : 1;
            for (var round = 1; round <= rounds; round++)
            {
                ManagedCopies copies;
                Filling filling;
                await using (var cluster = await ScaleCluster.StartAsync(run, $"operator-{population.Tenants}-{round}", 1, cancel))
                {
                    server = cluster.Server;
                    filling = await Filling.GrowAsync(cluster, 0, population, run.Progress.Tell, cancel);
                    copies = await ManagedCopies.ReadAsync(cluster.Admin, cancel);
                    if (round == rounds)
                    {
                        await Calm.WaitAsync(cluster, TimeSpan.FromMinutes(5), run.Progress.Tell, cancel);
                        changes = await ChangeTenantsAsync(cluster, population, run.Either(3, 9), run.Progress, cancel);
                        rollout = await ChangeClassAsync(cluster, population, run.Progress, cancel);
                    }
                }
                await using var other = await ScaleCluster.StartAsync(run, $"bare-{population.Tenants}-{round}", 1, cancel);
                fills.Add((filling, await WriteBareAsync(other, population, filling.Ready, copies, run.Progress, cancel), copies.Count));
            }
            cases.Add(new(population, fills, changes, rollout));
        }
        return ConvergenceReport.Of(cases, server, run);
    }

    // The same Tenants, and what the operator made of each after it.
    private static async Task<TimeSpan> WriteBareAsync(ScaleCluster cluster, Population population, int tenants, ManagedCopies copies, Progress progress, CancellationToken cancel)
    {
        await cluster.Controller.StopAsync();
        using var client = cluster.AsController();
        var crowd = new Crowd(cluster.Admin);
        var written = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tenants), new ParallelOptions { MaxDegreeOfParallelism = Crowd.Concurrency, CancellationToken = cancel },
            async (number, token) =>
            {
                await crowd.MakeAsync(number, 1, population.NamespacesEach, token);
                await copies.WriteAsync(Population.Tenant(number), client, token);
                progress.Tell($"the bare client: {Interlocked.Increment(ref written)} of {tenants} tenants");
            });
        return watch.Elapsed;
    }

    private static async Task<IReadOnlyList<double>> ChangeTenantsAsync(ScaleCluster cluster, Population population, int count, Progress progress, CancellationToken cancel)
    {
        var crowd = new Crowd(cluster.Admin);
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var number = (int)((long)i * population.Tenants / count);
            progress.Tell($"one tenant changes: {i + 1} of {count}");
            var watch = Stopwatch.StartNew();
            await crowd.ChangeAsync(number, new() { ["members"] = new JsonArray(new JsonObject { ["role"] = "edit", ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "Group", ["name"] = "newcomers" }) }) }, cancel);
            // One that is not ready by then has the limit as its time, which is a long miss.
            await crowd.WaitReadyAsync(number, TimeSpan.FromMinutes(1), cancel);
            times.Add(watch.Elapsed.TotalSeconds);
        }
        return times;
    }

    /// <returns>What the operator wrote in each second until all tenants had the class.</returns>
    private static async Task<IReadOnlyList<double>> ChangeClassAsync(ScaleCluster cluster, Population population, Progress progress, CancellationToken cancel)
    {
        var perSecond = new List<double>();
        var before = await ProcessRequests.ReadAsync([cluster.Controller], cancel);
        await cluster.ChangeClassAsync(cancel);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromMinutes(5) && await tick.WaitForNextTickAsync(cancel))
        {
            var now = await ProcessRequests.ReadAsync([cluster.Controller], cancel);
            perSecond.Add(now - before);
            before = now;
            progress.Tell($"the default class changes: {perSecond[^1]:0} writes in a second, {perSecond.Sum():0} in all");
            if (perSecond.Count > 3 && await cluster.ClassIsSettledAsync(population.Tenants, cancel))
                break;
        }
        return perSecond;
    }
}
