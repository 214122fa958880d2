using System.Runtime.CompilerServices;
using ControlPlanes.Audit;

namespace Rights;

/// <summary>A right that may go unused in a run, and why it is granted all the same.</summary>
/// <param name="Right">The right.</param>
/// <param name="Reason">Why.</param>
internal sealed record Exempt(Right Right, string Reason)
{
    /// <summary>Reads <c>exceptions.txt</c>: a right a line, its reason after <c> # </c>. Lines that begin with # are for people.</summary>
    public static IReadOnlyList<Exempt> ReadAll([CallerFilePath] string here = "") => Read(File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "exceptions.txt")));

    /// <summary>Reads lines of that form.</summary>
    public static IReadOnlyList<Exempt> Read(IEnumerable<string> lines) =>
        [.. lines.Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(" # ", 2)).Select(l => new Exempt(Right.Parse(l[0]), l.Length == 2 ? l[1].Trim() : ""))];
}
