using ControlPlanes.Installation;

namespace Drills.Clusters;

/// <summary>What processes have logged since a moment.</summary>
internal sealed class Logs
{
    // An exception that nobody caught, one that a webhook turned into a refusal, and one that the runtime itself ends by.
    private static readonly string[] Panics = ["Unhandled exception", "Deciding a request failed", "Fatal error", "Out of memory"];

    private readonly IReadOnlyDictionary<string, long> begins;

    private Logs(IReadOnlyDictionary<string, long> begins) => this.begins = begins;

    /// <summary>From now on.</summary>
    public static Logs FromNow(IEnumerable<OperatorProcess> processes) => new(processes.ToDictionary(p => p.LogFile, p => LengthOf(p.LogFile), StringComparer.Ordinal));

    /// <summary>Bytes that were written.</summary>
    public long Bytes => begins.Sum(b => LengthOf(b.Key) - b.Value);

    /// <summary>Lines that tell of a defect.</summary>
    public IReadOnlyList<string> Defects() => [.. begins.SelectMany(b => LinesAfter(b.Key, b.Value)).Where(line => Array.Exists(Panics, p => line.Contains(p, StringComparison.Ordinal)))];

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static IEnumerable<string> LinesAfter(string file, long begin)
    {
        if (!File.Exists(file))
            yield break;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(begin, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
