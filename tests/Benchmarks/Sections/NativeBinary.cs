using System.Globalization;
using System.Net;
using Benchmarks.Frame;
using Benchmarks.Load;
using Benchmarks.Processes;
using Benchmarks.Results;
using Benchmarks.Statistics;
using Benchmarks.Worlds;
using Webhooks.Serving;

namespace Benchmarks.Sections;

/// <summary>The native executable against the same build under the JIT.</summary>
internal sealed class NativeBinary : ISection
{
    private static readonly string[] Roles = ["webhooks", "controller"];

    public int Number => 4;

    public string Id => "native";

    public string Title => "The native executable";

    public string Question =>
        """
        The operator as it is shipped, compiled ahead of time, against the release build of the same sources under the JIT: both roles, started on a cluster of one tenant.
        Ready is what `/readyz` says: caches hold the cluster, the certificate is there. The first call is a pod's validation by a process that has just become ready, with the TLS handshake.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        var builds = new[] { new Build("native", Executables.Existing(Executables.NativeOperator)), new Build("JIT", Executables.Existing(Executables.JitOperator)) };
        await using var cluster = await FakeCluster.StartAsync(Population.Of(1), run.Folder);
        var starts = new Dictionary<string, IReadOnlyDictionary<Build, IReadOnlyList<Start>>>(StringComparer.Ordinal);
        foreach (var role in Roles)
        {
            run.Progress.Begin($"starts of {role}");
            starts[role] = await Rounds.RunAsync(builds, run.Either(5, 15), (build, _) => StartAsync(build, role, cluster, run, cancel), run.Progress, cancel);
        }
        return new()
        {
            Figures =
            [
                .. Roles.SelectMany(role => new[]
                {
                    Ratio(starts[role], builds, $"{role}-start", $"start to ready, {role}", s => s.Ready),
                    Ratio(starts[role], builds, $"{role}-resident", $"resident memory when ready, {role}", s => s.ResidentMiB),
                }),
                Ratio(starts["webhooks"], builds, "first-call", "first call, webhooks", s => s.FirstCall),
                new("size", "size, of what has to be on the disk", Spread.Of(Size(builds[0]) / Size(builds[1])), "×"),
            ],
            Tables =
            [
                new("Starts", ["role, build", "start to ready, ms", "resident when ready, MiB", "first call, ms"],
                    [.. from role in Roles from build in builds select Row(role, build, starts[role][build])]),
                new("Size on disk", ["build", "MiB"], [["native: one file", Text(Size(builds[0]), "0.0")], ["JIT: the build and the shared frameworks that it needs", Text(Size(builds[1]), "0.0")]]),
            ],
            Method =
            [
                $"{run.Either(5, 15)} starts of each, in turns, every other round in reverse, after one of each that is thrown away: the disk's cache is warm.",
                "Against a fake API server on the same machine; the process is asked every 2 ms whether it is ready.",
            ],
        };
    }

    private static async Task<Start> StartAsync(Build build, string role, FakeCluster cluster, Run run, CancellationToken cancel)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{build.Name}");
        await using var process = await RoleProcess.StartAsync(build.Executable, role, cluster.Kubeconfig, cluster.Config, run.Folder, name, cancel);
        var resident = ProcessStats.ResidentMiB(process.Pid);
        var firstCall = role == "webhooks" ? await FirstCallAsync(process, cancel) : 0;
        return new(process.StartToReady.TotalMilliseconds, resident, firstCall);
    }

    private static async Task<double> FirstCallAsync(RoleProcess process, CancellationToken cancel)
    {
        using var client = new ReviewClient(process.Url, HttpVersion.Version20);
        var review = Documents.ReviewOf(Documents.Pod(Population.Tenant(0), Population.Namespace(0, 0)), Guid.NewGuid());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await client.SendAsync(client.At(WebhookPaths.Validate), review, cancel);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static Figure Ratio(IReadOnlyDictionary<Build, IReadOnlyList<Start>> starts, Build[] builds, string id, string name, Func<Start, double> of) =>
        new(id, name, Spread.OfRatios([.. starts[builds[0]].Select(of)], [.. starts[builds[1]].Select(of)]), "×");

    private static IReadOnlyList<string> Row(string role, Build build, IReadOnlyList<Start> starts) =>
    [
        $"{role}, {build.Name}", Spread.Of(starts.Select(s => s.Ready)).ToString("0"), Spread.Of(starts.Select(s => s.ResidentMiB)).ToString("0.0"),
        role == "webhooks" ? Spread.Of(starts.Select(s => s.FirstCall)).ToString("0.0") : "",
    ];

    private static double Size(Build build)
    {
        var own = new FileInfo(build.Executable);
        if (build.Name == "native")
            return own.Length / 1024.0 / 1024;
        // The shared frameworks that this process runs on are those that the other build needs.
        var core = new FileInfo(typeof(object).Assembly.Location).Directory!;
        var web = new FileInfo(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location).Directory!;
        return new[] { own.Directory!, core, web }.SelectMany(d => d.EnumerateFiles("*", SearchOption.AllDirectories)).Where(f => f.Extension is not (".pdb" or ".xml")).Sum(f => f.Length) / 1024.0 / 1024;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Build(string Name, string Executable)
    {
        public override string ToString() => Name;
    }

    private sealed record Start(double Ready, double ResidentMiB, double FirstCall);
}
