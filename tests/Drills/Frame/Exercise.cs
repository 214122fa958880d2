using System.Diagnostics;
using Benchmarks.Frame;
using Benchmarks.Results;
using ControlPlanes.Processes;
using Drills.Clusters;

namespace Drills.Frame;

/// <summary>Does drills, one after the other on one cluster; one in which something did not hold takes the cluster with it.</summary>
internal sealed class Exercise(Store<DrillResult> store, Progress progress)
{
    /// <returns>The results of those that were done, by the drills' names.</returns>
    public async Task<IReadOnlyList<(IDrill Drill, DrillResult Result)>> DoAsync(IReadOnlyList<IDrill> drills, CancellationToken cancel)
    {
        await using var guardian = Guardian.OfNewFolder("tenant-operator-drills-");
        var results = new List<(IDrill, DrillResult)>();
        DrillCluster? cluster = null;
        try
        {
            foreach (var drill in drills)
            {
                progress.Say($"== {drill.Number}. {drill.Title} ({results.Count + 1} of {drills.Count})");
                cluster ??= await DrillCluster.StartAsync(Path.Combine(guardian.Folder, $"cluster-{drill.Number}"), progress, cancel);
                var result = await DoAsync(drill, cluster, cancel);
                store.Put(drill.Id, result);
                results.Add((drill, result));
                Tell(result);
                if (result is { Holds: false, NotDone: null })
                {
                    var spoilt = cluster;
                    cluster = null;
                    await spoilt.DisposeAsync();
                }
            }
        }
        finally
        {
            if (cluster is not null)
                await cluster.DisposeAsync();
        }

        return results;
    }

    private async Task<DrillResult> DoAsync(IDrill drill, DrillCluster cluster, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var findings = new Findings();
        var (notDone, broken) = ((string?)null, (string?)null);
        try
        {
            progress.Begin("watching, and people at work");
            await using var vigil = await Vigil.BeginAsync(cluster, progress, cancel);
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            progress.Begin("the cause");
            try
            {
                await drill.RunAsync(new(cluster, vigil.Traffic, findings, progress), cancel);
            }
            catch (TimeoutException e)
            {
                // What did not come in time is told, and what else was seen as well.
                broken = e.Message;
            }

            progress.Begin("healing");
            await vigil.EndAsync(drill.Bounds, findings, cancel);
        }
        catch (NotDoneException e)
        {
            notDone = e.Message;
        }
#pragma warning disable CA1031 // One drill that breaks must not keep the others from being done.
        catch (Exception e) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            broken = e is TimeoutException ? e.Message : e.ToString();
        }

        var machine = await Machine.DescribeAsync(cancel);
        return new()
        {
            Date = DateTimeOffset.UtcNow,
            Took = watch.Elapsed,
            Machine = machine with { With = [cluster.ControlPlane.Origin] },
            Figures = findings.Figures,
            Notes = findings.Notes,
            NotDone = notDone,
            Broken = broken,
        };
    }

    private void Tell(DrillResult result)
    {
        if (result.NotDone is { } reason)
            progress.Say($"   not done: {reason}");
        if (result.Broken is { } failure)
            progress.Say($"   BROKE OFF: {failure}");
        foreach (var figure in result.Figures.Where(f => f.FallsShort))
            progress.Say($"   FALLS SHORT: {figure.Name}: {figure.Value.Median:0.##} {figure.Unit}, and may be {figure.Target!.Bound:0.##}");
        foreach (var note in result.Notes)
            progress.Say($"   {note}");
        progress.Say($"   {(result.Holds ? "holds" : result.NotDone is null ? "does not hold" : "not done")}, {result.Took.TotalSeconds:0} s");
    }
}
