using System.Globalization;
using Benchmarks.Frame;
using Benchmarks.Load;
using Benchmarks.Processes;
using Benchmarks.Statistics;
using Benchmarks.Worlds;
using Webhooks.Serving;

namespace Benchmarks.Sections;

/// <summary>A webhook process that watches a cluster of some size, and the reviews to put to it.</summary>
internal sealed class WebhookScene : IAsyncDisposable
{
    private const int Senders = 16;

    // Enough that neither side finds its data where it left them, few enough to be kept.
    private const int Reviews = 256;

    // Of what the empty endpoint answers at most. The first is some 2,000 a second, more than an API server on such a machine can ask; the second shows where the queue for a core begins.
    private static readonly double[] OfferedParts = [0.1, 0.3];

    private readonly Run run;
    private readonly FakeCluster cluster;
    private readonly RoleProcess server;
    private readonly int namespaces;
    private readonly byte[][] complete;
    private readonly byte[][] asWritten;

    private WebhookScene(Run run, FakeCluster cluster, RoleProcess server, int namespaces)
    {
        (this.run, this.cluster, this.server, this.namespaces) = (run, cluster, server, namespaces);
        var sample = Population.Of(namespaces).Sample(Reviews);
        complete = [.. sample.Select((s, i) => Documents.ReviewOf(Documents.Pod(s.Tenant, s.Namespace), Uid(i)))];
        asWritten = [.. sample.Select((s, i) => Documents.ReviewOf(Documents.PodAsWritten(s.Namespace), Uid(i)))];
    }

    private TimeSpan LoadTime => TimeSpan.FromSeconds(run.Either(1.0, 3));

    private TimeSpan LatencyTime => TimeSpan.FromSeconds(run.Either(1.5, 3));

    public static IReadOnlyList<string> Method(Run run) =>
    [
        $"The server is {(run.Quick ? "the release build under the JIT" : "the native executable")}, a process of its own; the load generator and the fake API server that it watches are another. Both share the machine's cores, so throughput is that of both together; the server's own processor time stands beside it.",
        $"Throughput: {Senders} senders, each with one request under way; {run.Either("1 s", "3 s")} an endpoint and round.",
        $"Latency: requests at random times (Poisson; the same times for every endpoint), at {string.Join(" and ", OfferedParts.Select(p => p.ToString("P0", CultureInfo.InvariantCulture)))} of what the empty endpoint lets through, {run.Either("1.5 s", "3 s")} an endpoint and round; counted from when a request was to be sent, so that a pause is charged for all that it kept waiting.",
        "Rounds take the endpoints in turn, every other round in reverse; the first round warms up and is thrown away. A ratio is that of one round.",
        "HTTP/1.1, which API servers speak to webhooks elsewhere than on their own host, on as many connections as are needed; HTTP/2 on one. Every answer is looked at: it must allow the pod.",
        "Allocated: what the whole process has allocated, by its own count, over 2,000 calls one after the other; ours is what is more than for the empty endpoint. A regular expression that were compiled in a call would show there: it takes more than the bound alone.",
        "The empty endpoint and `/validate` get the pod as it is after mutation, `/mutate` gets it without what mutation adds.",
    ];

    public static async Task<WebhookScene> StartAsync(Run run, int namespaces, CancellationToken cancel)
    {
        var folder = Path.Combine(run.Folder, string.Create(CultureInfo.InvariantCulture, $"webhooks-{namespaces}"));
        Directory.CreateDirectory(folder);
        var watched = await FakeCluster.StartAsync(Population.Of(namespaces), folder);
        try
        {
            var webhooks = await RoleProcess.StartAsync(Executables.Server(run.Quick), "webhooks", watched.Kubeconfig, watched.Config, folder, "webhooks", cancel);
            return new(run, watched, webhooks, namespaces);
        }
        catch
        {
            await watched.DisposeAsync();
            throw;
        }
    }

    public async Task<WebhookCase> MeasureAsync(Version version, IReadOnlyList<string> paths, int rounds, CancellationToken cancel)
    {
        using var client = new ReviewClient(server.Url, version);
        await WarmUpAsync(client, paths, cancel);
        var reads = cluster.Reads;
        var protocol = $"{namespaces:#,0} namespaces, HTTP/{version.Major}";
        run.Progress.Begin($"{protocol}, throughput");
        var loads = await Rounds.RunAsync(paths, rounds, (path, _) => LoadAsync(client, path, cancel), run.Progress, cancel);
        var most = Spread.Of(loads[paths[0]].Select(l => l.RequestsPerSecond)).Median;
        var latencies = new List<OfferedLoad>();
        foreach (var part in OfferedParts)
        {
            var (offered, seed) = (Math.Round(part * most / 10) * 10, 0);
            run.Progress.Begin($"{protocol}, latency at {offered:0} requests/s");
            latencies.Add(new(part, offered, await Rounds.RunAsync(
                paths, rounds, (path, _) => OpenLoop.RunAsync(offered, LatencyTime, seed++ / paths.Count, Sender(client, path, cancel), cancel), run.Progress, cancel)));
        }
        run.Progress.Begin($"{protocol}, allocations");
        var allocations = await Rounds.RunAsync(paths, rounds, (path, _) => AllocatedAsync(client, path, cancel), run.Progress, cancel);
        return new(version, namespaces, loads, latencies, allocations, cluster.Reads - reads);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await cluster.DisposeAsync();
    }

    private static Guid Uid(int i) => new(i, 0x6393, 0x41e8, 0xb7, 0xcc, 0x42, 0x01, 0x0a, 0x80, 0x00, 0x02);

    // Until the JIT has compiled for the second time what is called often, which it does in the background.
    private async Task WarmUpAsync(ReviewClient client, IReadOnlyList<string> paths, CancellationToken cancel)
    {
        run.Progress.Begin($"{namespaces:#,0} namespaces, HTTP/{client.Major}, warming up");
        for (var i = 0; i < run.Either(3, 1); i++)
        {
            foreach (var path in paths)
                await ClosedLoop.RunAsync(Senders, TimeSpan.FromSeconds(1), Sender(client, path, cancel), cancel);
        }
    }

    private async Task<LoadRound> LoadAsync(ReviewClient client, string path, CancellationToken cancel)
    {
        var count = 0;
        var send = Sender(client, path, cancel);
        var before = ProcessStats.ProcessorTime(server.Pid);
        var rate = await ClosedLoop.RunAsync(Senders, LoadTime, i =>
        {
            Interlocked.Increment(ref count);
            return send(i);
        }, cancel);
        return new(rate, (ProcessStats.ProcessorTime(server.Pid) - before).TotalMicroseconds / count);
    }

    private async Task<double> AllocatedAsync(ReviewClient client, string path, CancellationToken cancel)
    {
        const int Calls = 2000;
        var send = Sender(client, path, cancel);
        var before = await TotalAsync();
        for (var i = 0; i < Calls; i++)
            await send(i);
        return (await TotalAsync() - before) / Calls;

        async Task<double> TotalAsync() => double.Parse(await client.GetAsync("/allocated", cancel), CultureInfo.InvariantCulture);
    }

    private Func<int, ValueTask> Sender(ReviewClient client, string path, CancellationToken cancel)
    {
        // As the API server calls.
        var url = client.At(path + "?timeout=5s");
        var reviews = string.Equals(path, WebhookPaths.Mutate, StringComparison.Ordinal) ? asWritten : complete;
        return i => client.SendAsync(url, reviews[i % reviews.Length], cancel);
    }
}
