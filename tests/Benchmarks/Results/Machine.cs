using System.Globalization;
using System.Runtime.InteropServices;
using ControlPlanes;
using Programs = ControlPlanes.Processes.CommandLine;

namespace Benchmarks.Results;

/// <summary>Where and with what something was measured.</summary>
public sealed record Machine
{
    public string Processor { get; init; } = "";

    public int Cores { get; init; }

    public double MemoryGiB { get; init; }

    public string System { get; init; } = "";

    public string Runtime { get; init; } = "";

    /// <summary>The commit, with <c>+</c> when the working tree had changes.</summary>
    public string Commit { get; init; } = "";

    /// <summary>What else took part, such as an API server, with its version.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    public static async Task<Machine> DescribeAsync(CancellationToken cancel) => new()
    {
        Processor = Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Cores = Environment.ProcessorCount,
        MemoryGiB = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024),
        System = $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture}",
        Runtime = RuntimeInformation.FrameworkDescription,
        Commit = await CommitAsync(cancel),
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Processor}, {Cores} cores, {MemoryGiB:0} GiB; {System}; {Runtime}{string.Concat(With.Select(w => $"; {w}"))}; commit {Commit}");

    private static string? Field(string file, string name) =>
        !File.Exists(file) ? null : File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();

    // What was written by the run itself does not count: the page and its plots.
    private static async Task<string> CommitAsync(CancellationToken cancel)
    {
        var commit = await Programs.RunAsync("git", ["-C", Repository.Root, "rev-parse", "--short=12", "HEAD"], cancel: cancel);
        var changes = await Programs.RunAsync("git", ["-C", Repository.Root, "status", "--porcelain", "--untracked-files=no", "--", ":!docs"], cancel: cancel);
        return commit.Succeeded ? commit.Output.Trim() + (changes.Output.Trim().Length > 0 ? "+" : "") : "unknown";
    }
}
