using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Benchmarks.Processes;
using Drills.Clusters;
using Drills.Frame;
using Drills.Hostile;

namespace Drills.Causes;

internal sealed class IdleConnections : IDrill
{
    private const int Most = 10_000;

    // Of the drill itself: files, the traffic's connections, those of the gate.
    private const int Reserve = 1_500;

    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);

    public int Number => 18;

    public string Id => "idle-connections";

    public string Title => "10,000 idle connections";

    public string Promise => "Connections cost memory that is bounded, by their number. Whoever knocks without being an API server keeps neither the API server nor the kubelet's probes out.";

    public string Cause => "10,000 TLS connections are opened to a webhook process and say nothing for 20 s; then they are closed.";

    public string Watched => "How many are taken; memory while they stand; requests of people, whose API server has connections already; probes, and a new client's call, meanwhile.";

    public Bounds Bounds => new() { GrowthMiB = 96, HealSeconds = 30 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var process = scene.Cluster.Webhooks[0];
        var wanted = Math.Min(Most, OpenFilesAllowed() - Reserve);
        if (wanted < Most)
            scene.Findings.Note(string.Create(CultureInfo.InvariantCulture, $"{wanted:#,0} connections: this machine allows no more open files."));
        var before = ProcessStats.ResidentMiB(process.Pid);
        var open = new ConcurrentBag<RawConnection>();
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, wanted), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancel }, async (n, token) =>
            {
                if (await RawConnection.OpenAsync(process.Port, tls: true, token) is { } connection)
                    open.Add(connection);
                if (n % 250 == 0)
                    scene.Progress.Tell(string.Create(CultureInfo.InvariantCulture, $"{open.Count:#,0} connections"));
            });
            await LookAsync(scene, cancel);
            scene.Findings.AtMost(1024, "standing", "connections that the process says it has", await MetricText.SumAsync([process], "webhook_connections", cancel));
            scene.Findings.Tell("taken", string.Create(CultureInfo.InvariantCulture, $"connections that were taken, of {wanted:#,0}"), open.Count);
            scene.Findings.AtMost(256, "held", "memory that they took while they stood", ProcessStats.ResidentMiB(process.Pid) - before, "MiB");
        }
        finally
        {
            foreach (var connection in open)
                connection.Dispose();
        }
    }

    private static async Task LookAsync(Scene scene, CancellationToken cancel)
    {
        var (cluster, process) = (scene.Cluster, scene.Cluster.Webhooks[0]);
        // New connections all: those that stand say nothing of who is let in.
        using var client = new ReviewClient(keepsConnections: false, TimeSpan.FromSeconds(2));
        var review = Reviews.ForbiddenPod(cluster.Namespaces[0]);
        var (looks, probes, calls, watch) = (0, 0, 0, Stopwatch.StartNew());
        while (watch.Elapsed < Hold)
        {
            looks++;
            probes += await client.IsFineAsync(new Uri(process.Health, "livez"), cancel) ? 0 : 1;
            calls += (await client.PostAsync(new Uri(process.Url, "validate"), review, cancel)).Code == 200 ? 0 : 1;
            await scene.WaitAsync("they stand", TimeSpan.FromSeconds(1), cancel);
        }

        scene.Findings.AtMost(0, "probes", string.Create(CultureInfo.InvariantCulture, $"probes of the kubelet that were not answered, of {looks}"), probes);
        scene.Findings.AtMost(0, "calls", string.Create(CultureInfo.InvariantCulture, $"calls on new connections that were not answered, of {looks}"), calls);
    }

    // The hard limit: the runtime raises its own to it.
    private static int OpenFilesAllowed()
    {
        var line = File.ReadLines("/proc/self/limits").First(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        var words = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(words[1], CultureInfo.InvariantCulture, out var allowed) ? allowed : Most + Reserve;
    }
}
