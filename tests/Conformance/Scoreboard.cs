using System.Collections.Concurrent;
using System.Globalization;
using Conformance.Deciders;
using Conformance.Format;

namespace Conformance;

/// <summary>Counts what each way answered to each rule's cases, and prints the table when all tests have run.</summary>
public sealed class Scoreboard : IDisposable
{
    private readonly ConcurrentDictionary<(string Rule, string Way), (int Right, int Wrong, int Skipped)> counts = new();

    /// <inheritdoc/>
    public void Dispose() => Console.WriteLine(Table());

    /// <summary>Counts an answer as right or wrong, and fails the test when it is wrong.</summary>
    internal async Task JudgeAsync(CorpusCase c, string way, Task<Answer> asked)
    {
        var right = false;
        try
        {
            var answer = await asked;
            right = answer.Decision == c.Decision && answer.Rules.SequenceEqual(c.Rules);
            Assert.True(right, $"expected {Show(c.Decision, c.Rules)}, got {Show(answer.Decision, answer.Rules)}\n{answer.Message}");
        }
        finally
        {
            Count(c, way, (right ? 1 : 0, right ? 0 : 1, 0));
        }
    }

    /// <summary>Skips the test, for a reason that its case gives.</summary>
    internal void Skip(CorpusCase c, string way, string reason)
    {
        Count(c, way, (0, 0, 1));
        Assert.Skip(reason);
    }

    private void Count(CorpusCase c, string way, (int Right, int Wrong, int Skipped) one) =>
        counts.AddOrUpdate((c.Rule, way), one, (_, n) => Add(n, one));

    private static (int Right, int Wrong, int Skipped) Add((int Right, int Wrong, int Skipped) a, (int Right, int Wrong, int Skipped) b) =>
        (a.Right + b.Right, a.Wrong + b.Wrong, a.Skipped + b.Skipped);

    private static string Show(Decision decision, IReadOnlyList<string> rules) => $"{decision} [{string.Join(", ", rules)}]";

    private string Table()
    {
        var ways = counts.Keys.Select(k => k.Way).Distinct().Order(StringComparer.Ordinal).ToList();
        var lines = new List<string> { Row("rule", ways), Row("---", ways.Select(_ => "---")) };
        lines.AddRange(counts.Keys.Select(k => k.Rule).Distinct().Order(StringComparer.Ordinal)
            .Select(rule => Row(rule, ways.Select(way => Cell(counts.GetValueOrDefault((rule, way)))))));
        lines.Add(Row("all", ways.Select(way => Cell(Sum(way)))));
        return string.Join('\n', lines);
    }

    private (int Right, int Wrong, int Skipped) Sum(string way) => counts.Where(c => c.Key.Way == way).Aggregate((0, 0, 0), (sum, c) => Add(sum, c.Value));

    private static string Cell((int Right, int Wrong, int Skipped) n) => string.Create(
        CultureInfo.InvariantCulture,
        $"{n.Right}/{n.Right + n.Wrong}{(n.Skipped > 0 ? $", {n.Skipped} skipped" : "")}{(n.Wrong > 0 ? " FAILED" : "")}");

    private static string Row(string first, IEnumerable<string> rest) => $"| {first,-32} | {string.Join(" | ", rest.Select(r => $"{r,-24}"))} |";
}
