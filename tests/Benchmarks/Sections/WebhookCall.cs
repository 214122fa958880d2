using System.Globalization;
using System.Net;
using Benchmarks.Frame;
using Benchmarks.Results;
using Benchmarks.Statistics;
using Webhooks.Serving;

namespace Benchmarks.Sections;

/// <summary>A webhook call against an empty endpoint of the same server process.</summary>
internal sealed class WebhookCall : ISection
{
    private const string Empty = "/empty";
    private const int Most = 10_000;

    private static readonly string[] Paths = [Empty, WebhookPaths.Validate, WebhookPaths.Mutate];

    public int Number => 1;

    public string Id => "webhook";

    public string Title => "A webhook call";

    public string Question =>
        """
        Reviews of a pod of three containers (7.7 KB, and the review around it) over TLS, put to `/validate`, to `/mutate` and to an endpoint of the very same
        server process that reads the body and allows everything without a look at it. The server is the operator's own webhook process, all its middleware,
        metrics and limits included, with that endpoint added; it watches a cluster of so many namespaces in tenants of ten, each tenant with lists of its own for
        images, pull policies, capabilities, schedulers, resources and hosts.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        var cases = new List<WebhookCase>();
        foreach (var namespaces in run.Either<int[]>([1, Most], [1, 100, 1000, Most]))
        {
            run.Progress.Begin(string.Create(CultureInfo.InvariantCulture, $"a cluster of {namespaces:#,0} namespaces"));
            await using var scene = await WebhookScene.StartAsync(run, namespaces, cancel);
            foreach (var version in Versions(namespaces))
                cases.Add(await scene.MeasureAsync(version, Paths, rounds: IsEnd(namespaces) ? run.Either(3, 5) : 3, cancel));
        }
        return new()
        {
            Figures = [.. cases.Where(c => IsEnd(c.Namespaces)).SelectMany(Ratios), .. Costs(cases)],
            Tables = [Throughput(cases), Latency(cases)],
            Plots = run.Quick ? [] : [Line(cases, "webhook-throughput", "Throughput, as a part of the empty endpoint's (HTTP/1.1)", c => c.ThroughputRatio, 0.85), Line(cases, "webhook-p99", "p99 at the same load, a tenth of the most, as a multiple of the empty endpoint's (HTTP/1.1)", c => c.Latencies[0].P99Ratio, 1.3)],
            Method = WebhookScene.Method(run),
        };
    }

    // HTTP/2, which an API server speaks only to a webhook on its own host (https://github.com/kubernetes/kubernetes/pull/82090, 122558), at the ends of the line alone.
    private static Version[] Versions(int namespaces) => IsEnd(namespaces) ? [HttpVersion.Version11, HttpVersion.Version20] : [HttpVersion.Version11];

    private static bool IsEnd(int namespaces) => namespaces is 1 or Most;

    private static IEnumerable<Figure> Ratios(WebhookCase c) => Paths.Skip(1).SelectMany(path => c.Latencies
        .Select(l => new Figure(Key(c, path, Percent(l) + "-p99"), $"p99 at {Percent(l)} % of its load, {Name(c, path)}", l.P99Ratio(path), "×", Target.Most(1.3)))
        .Prepend(new(Key(c, path, "throughput"), $"throughput, {Name(c, path)}", c.ThroughputRatio(path), "×", Target.Least(0.85))));

    private static IEnumerable<Figure> Costs(IReadOnlyList<WebhookCase> cases)
    {
        foreach (var path in Paths.Skip(1))
        {
            var all = cases.Select(c => c.Allocated(path).Median).ToList();
            yield return new($"{path[1..]}-allocated", $"allocated by our own code, `{path}`, all cases", Spread.Of(all), "B", Target.Most(2048));
        }
        yield return new("reads", "reads of the API server by all calls together", Spread.Of(cases.Sum(c => c.Reads)), "", Target.Most(0));
        foreach (var path in Paths.Skip(1))
            yield return new($"{path[1..]}-processor", $"the server's processor time a call, `{path}`, HTTP/1.1, {Most:#,0} namespaces", cases.Last(c => c.Version.Major == 1).ProcessorRatio(path), "×");
    }

    private static Table Throughput(IEnumerable<WebhookCase> cases) => new(
        "Throughput, 16 senders", ["case", "requests/s, empty", "requests/s, ours", "ratio", "server µs a call, empty", "server µs a call, ours", "allocated a call, empty", "allocated a call, ours"],
        [.. from c in cases from path in Paths.Skip(1) select (string[])[Name(c, path), c.Throughput(Empty).ToString("#,0"), c.Throughput(path).ToString("#,0"), c.ThroughputRatio(path).ToString("0.00"),
            c.Processor(Empty).ToString("0"), c.Processor(path).ToString("0"), $"{c.AllocatedInAll(Empty).ToString("#,0")} B", $"{c.AllocatedInAll(path).ToString("#,0")} B"]]);

    private static Table Latency(IEnumerable<WebhookCase> cases) => new(
        "Latency at the same offered load", ["case", "offered, requests/s", "p50 ms, empty", "p50 ms, ours", "p99 ms, empty", "p99 ms, ours", "ratio of p99"],
        [.. from c in cases from l in c.Latencies from path in Paths.Skip(1) select (string[])[Name(c, path), l.PerSecond.ToString("#,0", CultureInfo.InvariantCulture), l.Latency(Empty, 0.5).ToString("0.00"), l.Latency(path, 0.5).ToString("0.00"),
            l.Latency(Empty, 0.99).ToString("0.00"), l.Latency(path, 0.99).ToString("0.00"), l.P99Ratio(path).ToString("0.00")]]);

    private static Plot Line(IEnumerable<WebhookCase> cases, string id, string title, Func<WebhookCase, Func<string, Spread>> ratio, double bound)
    {
        var overHttp1 = cases.Where(c => c.Version.Major == 1).OrderBy(c => c.Namespaces).ToList();
        return new(id, title, new("namespaces in the index", Logarithmic: true), new("ratio to the empty endpoint"),
            [.. Paths.Skip(1).Select(path => new Series(path, [.. overHttp1.Select(c => new SeriesPoint(c.Namespaces, ratio(c)(path)))]))], bound);
    }

    private static string Key(WebhookCase c, string path, string what) => string.Create(CultureInfo.InvariantCulture, $"http{c.Version.Major}-{c.Namespaces}-{path[1..]}-{what}");

    private static string Percent(OfferedLoad load) => (load.Part * 100).ToString("0", CultureInfo.InvariantCulture);

    private static string Name(WebhookCase c, string path) =>
        string.Create(CultureInfo.InvariantCulture, $"`{path}`, HTTP/{(c.Version.Major == 2 ? "2" : "1.1")}, {c.Namespaces:#,0} namespace{(c.Namespaces == 1 ? "" : "s")}");
}
