using System.Collections.Concurrent;
using System.Globalization;
using Conformance.Deciders;
using Conformance.Format;

namespace Conformance;

/// <summary>Counts what each way answered to each rule's cases, and prints the table when all tests have run.</summary>
public sealed class Scoreboard : IDisposable
{
    private readonly ConcurrentDictionary<(string Rule, string Way), (int Right, int Wrong)> counts = new();

    /// <inheritdoc/>
    public void Dispose() => Console.WriteLine(Table());

    internal void Record(CorpusCase c, IDecider decider, bool right) =>
        counts.AddOrUpdate((c.Rule, decider.Way), right ? (1, 0) : (0, 1), (_, n) => right ? (n.Right + 1, n.Wrong) : (n.Right, n.Wrong + 1));

    private string Table()
    {
        var ways = counts.Keys.Select(k => k.Way).Distinct().Order(StringComparer.Ordinal).ToList();
        var lines = new List<string> { Row("rule", ways), Row("---", ways.Select(_ => "---")) };
        lines.AddRange(counts.Keys.Select(k => k.Rule).Distinct().Order(StringComparer.Ordinal)
            .Select(rule => Row(rule, ways.Select(way => Cell(counts.GetValueOrDefault((rule, way)))))));
        lines.Add(Row("all", ways.Select(way => Cell(Sum(way)))));
        return string.Join('\n', lines);
    }

    private (int Right, int Wrong) Sum(string way) =>
        counts.Where(c => c.Key.Way == way).Aggregate((Right: 0, Wrong: 0), (sum, c) => (sum.Right + c.Value.Right, sum.Wrong + c.Value.Wrong));

    private static string Cell((int Right, int Wrong) n) =>
        string.Create(CultureInfo.InvariantCulture, $"{n.Right}/{n.Right + n.Wrong}{(n.Wrong > 0 ? " FAILED" : "")}");

    private static string Row(string first, IEnumerable<string> rest) => $"| {first,-32} | {string.Join(" | ", rest.Select(r => $"{r,-16}"))} |";
}
