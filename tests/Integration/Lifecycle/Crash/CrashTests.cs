using System.Diagnostics;
using System.Globalization;
using ControlPlanes.Installation;
using Integration.Lifecycle.Watching;
using OperatorRuntime;

namespace Integration.Lifecycle.Crash;

/// <summary>
/// Controllers that are killed (kill -9) at random points of their work: whatever they had begun ends as it must, and in between nobody acts where no
/// walls stand. CRASH_SEED=n throws the dice of an earlier run again, CRASH_RUNS=n has so many runs of each.
/// </summary>
[Collection(CrashCollection.Name)]
public sealed class CrashTests(CrashCluster cluster)
{
    [Fact]
    public async Task A_controller_that_dies_at_any_point_is_made_good_by_the_next_start()
    {
        await cluster.Controllers[1].StopAsync();
        await KilledAsync(25, cluster.Controllers.Take(1));
    }

    [Fact]
    public async Task A_leader_that_dies_at_any_point_is_made_good_by_the_standby()
    {
        await Task.WhenAll(cluster.Controllers.Select(c => c.StartAsync()));
        await KilledAsync(25, cluster.Controllers);
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : null;

    private async Task KilledAsync(int runs, IEnumerable<OperatorProcess> controllers)
    {
        var seed = Setting("CRASH_SEED") ?? Random.Shared.Next();
        runs = Setting("CRASH_RUNS") ?? runs;
        var (random, prefix, blows, took) = (new Random(seed), ApiServer.UniqueName("crash"), new List<Blow>(), Stopwatch.StartNew());
        using var api = KubeTransport.Create(cluster.Kubeconfig);
        await using var watch = await WallWatch.StartAsync(cluster.Kubeconfig, prefix, tenant => new CrashedTenant(prefix, int.Parse(tenant[^3..], CultureInfo.InvariantCulture)).Walls);
        using var story = new Story([.. controllers], api, watch, prefix);
        try
        {
            var (steps, time) = await story.RehearseAsync();
            while (blows.Count < runs)
            {
                // One in five dies again while it makes good.
                KillPoint[] points = [KillPoint.Draw(random, steps, time), .. random.Next(5) == 0 ? [new KillPoint(random.Next(1, steps / 2), KillPoint.Latest)] : Array.Empty<KillPoint>()];
                blows.Add(await story.TellAsync(points));
                Assert.Empty(watch.OpenMoments());
            }
            Assert.Empty(await story.LateComplaintsAsync());
            Assert.True(blows.Count(b => b.IsInTheMiddle) > runs / 2, "too few kills came in the middle to show anything");
            Assert.All(Chapter.Works, work => Assert.Contains(blows, b => b.Cuts(work)));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"CRASH_SEED={seed}, run {blows.Count + 1}: {e.Message}\n{Report()}", e);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"CRASH_SEED={seed}\n{Report()}");

        string Report() =>
            $"{blows.Count} kills in {took.Elapsed.TotalSeconds:0} s, {blows.Count(b => b.IsInTheMiddle)} in the middle"
            + $" ({string.Join(", ", Chapter.Works.Select(w => $"of {w} {blows.Count(b => b.Cuts(w))}"))}); {story.Falls} other starts\n{string.Join('\n', blows)}";
    }
}
