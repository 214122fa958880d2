using System.Diagnostics;
using System.Text.Json.Nodes;
using ControlPlanes.Installation;
using Integration.Lifecycle.Watching;
using OperatorRuntime;
using Tenancy.Api;

namespace Integration.Lifecycle.Crash;

/// <summary>Chapter after chapter on one API server, with controllers that die in them and are started anew, and a watch of all that happens.</summary>
internal sealed class Story(IReadOnlyList<OperatorProcess> controllers, KubeTransport api, WallWatch watch, string prefix) : IDisposable
{
    // Start, a lease of 3 s, and the work; the rest is the slowness of a busy machine.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Leaders _leaders = new(controllers);

    private int _next;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>How often a controller had to be started that nobody had killed: its lease had run out on a busy machine.</summary>
    public int Falls { get; private set; }

    /// <summary>Two chapters in which nobody dies, one that deletes and one that retains, after the two that these need: how many steps there are, and how long they take.</summary>
    public async Task<(int Steps, TimeSpan Time)> RehearseAsync()
    {
        var (steps, time) = (int.MaxValue, TimeSpan.MaxValue);
        for (var n = 0; n < 4; n++)
        {
            var chapter = new Chapter(prefix, _next++);
            var since = await BeginAsync(chapter);
            var began = Stopwatch.GetTimestamp();
            await EndAsync(chapter);
            if (n < 2)
                continue;
            // But for what comes when the namespace that goes is gone: that takes much longer, and nothing is written meanwhile.
            var lasted = Stopwatch.GetElapsedTime(began, watch.After(since).Last(c => chapter.WorkOf(c) is { } work && work != Chapter.Works[2]).SeenAt);
            (steps, time) = (Math.Min(steps, StepsOf(chapter, since).Count), lasted < time ? lasted : time);
        }
        return (steps, time);
    }

    /// <summary>One chapter in which the leader is killed at these points, one after the other, and started anew at once.</summary>
    public async Task<Blow> TellAsync(params KillPoint[] points)
    {
        var took = Stopwatch.StartNew();
        var chapter = new Chapter(prefix, _next++);
        var leader = await _leaders.FindAsync(Cancel);
        var since = await BeginAsync(chapter);
        var first = 0L;
        foreach (var point in points)
        {
            var from = first == 0 ? since : first;
            await point.ComesAsync(() => StepsOf(chapter, from).Count, watch, Cancel);
            await leader.KillAsync();
            if (first == 0)
                first = await watch.VersionAsync();
            await leader.StartAsync();
        }
        await EndAsync(chapter);
        var (all, left) = (StepsOf(chapter, since), StepsOf(chapter, first));
        return new(points[0], [.. all.Take(all.Count - left.Count)], left, took.Elapsed);
    }

    /// <summary>Whatever was retained in all chapters is whole still.</summary>
    public async Task<IReadOnlyList<string>> LateComplaintsAsync()
    {
        var snapshot = await Snapshot.TakeAsync(api, Cancel);
        return [.. Enumerable.Range(2, _next - 2).SelectMany(n => new Chapter(prefix, n).ComplaintsOfGone(snapshot))];
    }

    public void Dispose() => _leaders.Dispose();

    private IReadOnlyList<string> StepsOf(Chapter chapter, long since) => [.. watch.After(since).Select(chapter.WorkOf).OfType<string>()];

    private async Task<long> BeginAsync(Chapter chapter)
    {
        var version = await watch.VersionAsync();
        (await api.CreateAsync(Snapshot.Tenant, chapter.Made.Manifest, "crash-test", Cancel)).Dispose();
        await Task.WhenAll(MoveAsync(chapter), DeleteAsync(chapter));
        return version;
    }

    private async Task MoveAsync(Chapter chapter)
    {
        if (chapter.Loses is not { } tenant)
            return;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [Labels.Tenant] = chapter.Made.Name } } };
        (await api.MergePatchAsync(Snapshot.Namespace, NamespacedName.Cluster(tenant.Dev), patch, null, Cancel)).Dispose();
    }

    private async Task DeleteAsync(Chapter chapter)
    {
        if (chapter.Deleted is { } tenant)
            await api.DeleteAsync(Snapshot.Tenant, NamespacedName.Cluster(tenant.Name), null, Cancel);
    }

    private async Task EndAsync(Chapter chapter)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            await WorkAsync(chapter.Made);
            var complaints = chapter.Complaints(await Snapshot.TakeAsync(api, Cancel)).ToArray();
            if (complaints.Length == 0)
                return;
            Assert.True(waited.Elapsed < Deadline, $"not right within {Deadline.TotalSeconds:0} s:\n{string.Join('\n', complaints)}\n{_leaders.LastLines()}");
            Falls += await _leaders.PickUpAsync();
            await Task.WhenAny(watch.News, Task.Delay(200, Cancel));
            await Task.Delay(20, Cancel);
        }
    }

    // The tenant's people begin to work as soon as they have where.
    private async Task WorkAsync(CrashedTenant tenant)
    {
        foreach (var ns in new[] { tenant.Dev, tenant.Test })
        {
            try
            {
                var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "work", ["namespace"] = ns } };
                (await api.CreateAsync(Snapshot.ConfigMap, body, "crash-test", Cancel)).Dispose();
            }
            catch (ApiException)
            {
                // There is no such namespace yet, or the work has begun, or the server is too busy: it is tried again, and missed in the end.
            }
        }
    }
}
