using Benchmarks.Frame;
using Benchmarks.HotPaths;
using Benchmarks.Results;
using Benchmarks.Statistics;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Benchmarks.Sections;

/// <summary>The hot paths, by BenchmarkDotNet.</summary>
internal sealed class HotPathTimes : ISection
{
    public int Number => 5;

    public string Id => "hot-paths";

    public string Title => "Hot paths";

    public string Question =>
        """
        What is done for each request and each event, one after the other on one core, by BenchmarkDotNet under the JIT. Bytes do not depend on the machine, so they have bounds,
        which a test holds in every run of `make test`; times are told for comparison between versions.
        """;

    public Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        run.Progress.Begin($"{HotPathList.All.Count} hot paths");
        var summary = BenchmarkRunner.Run<HotPathBenchmark>(Config(run));
        var reports = summary.Reports.Where(r => r.Success).ToDictionary(r => (HotPath)r.BenchmarkCase.Parameters[nameof(HotPathBenchmark.Path)], r => r);
        if (reports.Count < HotPathList.All.Count)
            throw new InvalidOperationException($"BenchmarkDotNet failed on {string.Join(", ", HotPathList.All.Except(reports.Keys))}: {summary.LogFilePath}");
        return Task.FromResult(new SectionResult
        {
            Figures = [.. HotPathList.All.Select(p => new Figure(p.Name.Replace('/', '-'), $"`{p.Name}`, allocated", Spread.Of(Bytes(reports[p])), "B", Target.Most(p.AllowedBytes)))],
            Tables = [new("Times", ["path", "mean", "standard deviation", "allocated"], [.. HotPathList.All.Select(p => Row(p, reports[p]))])],
            Method = [$"BenchmarkDotNet {typeof(BenchmarkRunner).Assembly.GetName().Version!.ToString(3)}, in the process, {(run.Quick ? "its short job" : "three rounds to warm up and ten of a quarter of a second that count, for each path")}."],
        });
    }

    private static IReadOnlyList<string> Row(HotPath path, BenchmarkReport report)
    {
        var statistics = report.ResultStatistics!;
        return [$"`{path.Name}`", Nanoseconds(statistics.Mean), Nanoseconds(statistics.StandardDeviation), $"{Bytes(report):#,0} B"];
    }

    private static long Bytes(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

    private static string Nanoseconds(double time) => time < 1000 ? $"{time:0} ns" : $"{time / 1000:0.0} µs";

    // BenchmarkDotNet's own choice takes half an hour for all paths, and gives no other figures.
    private static Job Rounds => Job.Default.WithWarmupCount(3).WithIterationCount(10).WithIterationTime(TimeInterval.FromMilliseconds(250));

    // In this process: the project that BenchmarkDotNet would make and build would need all of the repository's settings.
    private static ManualConfig Config(Run run) => ManualConfig.CreateEmpty()
        .AddJob((run.Quick ? Job.ShortRun : Rounds).WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(new MemoryDiagnoser(new()))
        .AddLogger(new ProgressLogger(run.Progress))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .WithArtifactsPath(Path.Combine(run.Folder, "benchmark-dotnet"))
        .WithOptions(ConfigOptions.DisableLogFile);

    private sealed class ProgressLogger(Progress progress) : ILogger
    {
        public string Id => nameof(ProgressLogger);

        public int Priority => 0;

        public void Write(LogKind logKind, string text)
        {
        }

        public void WriteLine()
        {
        }

        public void WriteLine(LogKind logKind, string text)
        {
            if (logKind is LogKind.Header && text.Contains("Path=", StringComparison.Ordinal))
                progress.Tell(text.Trim());
            else if (logKind is LogKind.Error)
                progress.Say(text);
        }

        public void Flush()
        {
        }
    }
}
