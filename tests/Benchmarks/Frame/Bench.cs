using System.Diagnostics;
using Benchmarks.Rendering;
using Benchmarks.Results;
using ControlPlanes;
using ControlPlanes.Processes;

namespace Benchmarks.Frame;

/// <summary>Runs sections and prints the page.</summary>
internal sealed class Bench(string docs, Progress progress)
{
    private const string Plots = "performance";

    private readonly Store<SectionResult> _store = new(Path.Combine(docs, Plots, "results"));

    /// <returns>How many sections failed: their last results stay on the page.</returns>
    public async Task<int> MeasureAsync(IReadOnlyList<ISection> sections, bool quick, CancellationToken cancel)
    {
        var failures = 0;
        foreach (var section in sections)
        {
            try
            {
                _store.Put(section.Id, await MeasureAsync(section, quick, cancel));
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                progress.Say("stopped; what was measured until now is kept");
                return failures + 1;
            }
#pragma warning disable CA1031 // One section that fails must not keep the others from being measured.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failures++;
                progress.Say($"{section.Id} failed: {e}");
            }
        }
        return failures;
    }

    /// <summary>Writes docs/performance.md and its plots from what is stored.</summary>
    public void Print()
    {
        var folder = Directory.CreateDirectory(Path.Combine(docs, Plots)).FullName;
        foreach (var plot in SectionList.All.SelectMany(s => _store.Get(s.Id)?.Plots ?? []))
            File.WriteAllText(Path.Combine(folder, plot.Id + ".svg"), new SvgPlot(plot).Draw());
        var reasons = Reasons.Read(Repository.PathOf("tests", "Benchmarks", "reasons.json"));
        var page = Path.Combine(docs, "performance.md");
        File.WriteAllText(page, new Page(SectionList.All, _store.Get, reasons, Plots).Print());
        progress.Say($"written: {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
    }

    private async Task<SectionResult> MeasureAsync(ISection section, bool quick, CancellationToken cancel)
    {
        progress.Say($"== {section.Number}. {section.Title}");
        await using var guardian = Guardian.OfNewFolder("tenant-operator-bench-");
        var watch = Stopwatch.StartNew();
        var machine = await Machine.DescribeAsync(cancel);
        var result = await section.MeasureAsync(new(quick, progress, guardian.Folder), cancel);
        return result with
        {
            Section = section.Id,
            Date = DateTimeOffset.UtcNow,
            Quick = quick,
            Took = watch.Elapsed,
            Machine = machine with { With = result.Machine.With },
        };
    }
}
