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
            counts.AddOrUpdate((c.Rule, way), right ? (1, 0) : (0, 1), (_, n) => right ? (n.Right + 1, n.Wrong) : (n.Right, n.Wrong + 1));
        }
    }

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

    private (int Right, int Wrong) Sum(string way) =>
        counts.Where(c => c.Key.Way == way).Aggregate((Right: 0, Wrong: 0), (sum, c) => (sum.Right + c.Value.Right, sum.Wrong + c.Value.Wrong));

    private static string Cell((int Right, int Wrong) n) =>
        string.Create(CultureInfo.InvariantCulture, $"{n.Right}/{n.Right + n.Wrong}{(n.Wrong > 0 ? " FAILED" : "")}");

    private static string Row(string first, IEnumerable<string> rest) => $"| {first,-32} | {string.Join(" | ", rest.Select(r => $"{r,-16}"))} |";
}
