using System.Diagnostics;
using System.Globalization;
using Benchmarks.Frame;
using Benchmarks.Load;
using Benchmarks.Results;
using Benchmarks.Statistics;

namespace Benchmarks.Sections;

/// <summary>A pod through a real API server, with our hooks, with hooks that allow everything, and with none.</summary>
internal sealed class PodThroughApiServer : ISection
{
    private const double Bound = 1.2;

    private static readonly double[] Quantiles = [0.5, 0.99];

    public int Number => 2;

    public string Id => "pod";

    public string Title => "A pod through the API server";

    public string Question =>
        """
        Server-side dry-run creates of one and the same pod of three containers in namespaces of one API server: a tenant's, with our two hooks; one with two hooks that allow
        everything, answered by the very same process; one where the first of these two answers with the very patch that ours makes, and has the API server apply it; and one with none. What
        hooks add is what a create takes longer than without: that is compared. All namespaces have the same limit ranges and quotas, and every hook is called through the same TCP forwarder, which stands for the cluster's Service.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        await using var scene = await PodScene.StartAsync(run, cancel);
        run.Progress.Begin("creates");
        var rounds = new List<IReadOnlyDictionary<string, Latencies>>();
        for (var round = 0; round <= run.Either(3, 9); round++)
        {
            run.Progress.Tell($"round {round}");
            var measured = await RoundAsync(scene, run.Either(100, 500), cancel);
            // The first one warms up: connections, the API server's caches, the JIT.
            if (round > 0)
                rounds.Add(measured);
        }
        run.Progress.Begin("counting calls");
        var calls = new List<IReadOnlyList<string>>();
        foreach (var (what, expected, path, body) in scene.Kinds)
            calls.Add([what, Text(expected), Text(await scene.CallsPerCreateAsync(path, body, cancel))]);
        return new()
        {
            Machine = new() { With = [scene.Server] },
            Figures =
            [
                .. Quantiles.Select(q => new Figure(Key(q), $"added latency at {Key(q)}, ours to the empty hooks'", Spread.OfRatios(Added(rounds, PodScene.Ours, q), Added(rounds, PodScene.Empty, q)), "×", Target.Most(Bound))),
                .. Quantiles.Select(q => new Figure($"{Key(q)}-patching", $"added latency at {Key(q)}, ours to empty hooks of which one patches", Spread.OfRatios(Added(rounds, PodScene.Ours, q), Added(rounds, PodScene.Patching, q)), "×")),
            ],
            Tables =
            [
                new("Latency of a create", ["hooks", "p50, ms", "p99, ms", "added at p50, ms", "added at p99, ms"], [.. PodScene.Namespaces.Select(ns => Row(rounds, ns))]),
                new("Calls of our webhooks for a create, counted by the API server", ["what", "expected", "counted"], calls),
            ],
            Method =
            [
                $"One client, one create at a time, in the four namespaces in turns; {run.Either(3, 9)} rounds of {run.Either(100, 500)} creates in each, after one round that is thrown away. A ratio is that of one round.",
                $"One webhook process, {(run.Quick ? "the release build under the JIT" : "the native executable")}; etcd, API server, controller manager, controller, forwarder and client share the cores with it.",
                "Calls are the differences of `apiserver_admission_webhook_admission_duration_seconds_count`, over all names of ours, for five creates each; an integration test holds them.",
            ],
        };
    }

    private static async Task<Dictionary<string, Latencies>> RoundAsync(PodScene scene, int creates, CancellationToken cancel)
    {
        var took = PodScene.Namespaces.ToDictionary(ns => ns, _ => new List<double>(creates));
        for (var i = 0; i < creates; i++)
        {
            foreach (var ns in i % 2 == 0 ? PodScene.Namespaces : PodScene.Namespaces.Reverse())
            {
                var watch = Stopwatch.StartNew();
                await scene.CreatePodAsync(ns, cancel);
                took[ns].Add(watch.Elapsed.TotalMilliseconds);
            }
        }
        return took.ToDictionary(t => t.Key, t => new Latencies(t.Value));
    }

    private static double[] Added(IEnumerable<IReadOnlyDictionary<string, Latencies>> rounds, string ns, double quantile) =>
        [.. rounds.Select(r => r[ns].Quantile(quantile) - r[PodScene.None].Quantile(quantile))];

    private static IReadOnlyList<string> Row(IReadOnlyList<IReadOnlyDictionary<string, Latencies>> rounds, string ns) =>
    [
        ns switch { PodScene.Ours => "ours", PodScene.Empty => "two that allow everything", PodScene.Patching => "two that allow everything, one with a patch", _ => "none" },
        .. Quantiles.Select(q => Spread.Of(rounds.Select(r => r[ns].Quantile(q))).ToString("0.00")),
        .. Quantiles.Select(q => ns == PodScene.None ? "" : Spread.Of(Added(rounds, ns, q)).ToString("0.00")),
    ];

    private static string Key(double quantile) => string.Create(CultureInfo.InvariantCulture, $"p{quantile * 100:0}");

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
