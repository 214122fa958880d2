using System.Globalization;
using Benchmarks.Clusters;
using Benchmarks.Frame;
using Benchmarks.Processes;
using Benchmarks.Results;
using Benchmarks.Worlds;

namespace Benchmarks.Sections;

/// <summary>Clusters that grow from nothing, change, rest, and see their operator restarted.</summary>
internal sealed class Growing : ISection
{
    public int Number => 3;

    public string Id => "scale";

    public string Title => "Convergence, rest and restarts";

    public string Question =>
        """
        A thousand Tenants of ten namespaces each are made in an empty cluster, of the class `standard`, each with an owner, members and a host. Measured is the time until the
        last is ready, against a bare client that writes the same Tenants and the same objects by server-side apply, twelve at a time as the operator does, into another new
        cluster with the same admission. Then one Tenant among them gets a member, and then the default class another quota. Then nothing happens: what is written all the same, and what
        processor time and memory the operator's processes take. At last they are stopped and started again.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        var sizes = run.Either<Population[]>([new(20, 5)], [new(10, 10), new(100, 10), new(1000, 10)]);
        var (convergence, standing) = (new List<ConvergenceCase>(), new List<StandingCase>());
        var empty = (Controller: 0.0, Webhooks: 0.0);
        var server = "";
        foreach (var population in sizes)
        {
            run.Progress.Begin(string.Create(CultureInfo.InvariantCulture, $"{population.Tenants:#,0} tenants of {population.NamespacesEach} namespaces"));
            var fills = new List<(Filling Operator, BareFilling Bare, int Objects)>();
            (IReadOnlyList<double> Tenants, IReadOnlyList<double> Class) changes = ([], []);
            var rounds = population.Tenants <= 10 ? 3 : 1;
            for (var round = 1; round <= rounds; round++)
            {
                Filling filling;
                ManagedCopies copies;
                await using (var cluster = await ScaleCluster.StartAsync(run, $"operator-{population.Tenants}-{round}", 1, cancel))
                {
                    server = cluster.Server;
                    if (empty.Controller == 0)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(15), cancel);
                        empty = (ProcessStats.ResidentMiB(cluster.Controller.Pid), ProcessStats.ResidentMiB(cluster.Webhooks.Pid));
                    }
                    filling = await Filling.GrowAsync(cluster, population, run.Progress.Tell, cancel);
                    copies = await ManagedCopies.ReadAsync(cluster.Admin, cancel);
                    if (round == rounds)
                    {
                        await Calm.WaitAsync(cluster, TimeSpan.FromMinutes(5), run.Progress.Tell, cancel);
                        changes = (await Changes.OfTenantsAsync(cluster, population, run.Either(3, 9), run.Progress, cancel), await Changes.OfClassAsync(cluster, population, run.Progress, cancel));
                        standing.Add(await Standing.MeasureAsync(cluster, filling.Ready * population.NamespacesEach, isLast: population == sizes[^1], run, cancel));
                    }
                }
                await using var other = await ScaleCluster.StartAsync(run, $"bare-{population.Tenants}-{round}", 1, cancel);
                fills.Add((filling, await copies.WriteWithTenantsAsync(other, population, filling.Ready, run.Progress, cancel), copies.Count));
            }
            convergence.Add(new(population, fills, changes.Tenants, changes.Class));
        }
        var (grown, stood) = (ConvergenceReport.Of(convergence, server, run), StandingReport.Of(empty, standing, run));
        return grown with { Figures = [.. grown.Figures, .. stood.Figures], Tables = [.. grown.Tables, .. stood.Tables], Plots = [.. grown.Plots, .. stood.Plots], Method = [.. grown.Method, .. stood.Method] };
    }
}
