using System.Collections.Concurrent;
using System.Globalization;
using Conformance.ApiServer;
using Conformance.Deciders;
using Conformance.Format;

namespace Conformance;

/// <summary>
/// Counts what each way answered to each rule's cases, and prints the table when all tests have run. After a run of everything it also
/// writes the page that <c>make conformance</c> keeps as docs/conformance.md.
/// </summary>
public sealed class Scoreboard : IDisposable
{
    private readonly ConcurrentDictionary<(string Rule, string Way), Score> scores = new();
    private readonly ConcurrentDictionary<string, int> skips = new(StringComparer.Ordinal);

    /// <summary>The API server's version; null when none was asked.</summary>
    internal Version? Server { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.WriteLine(Table());
        if (Server is null || new[] { InProcessDecider.Way, ApiServerDecider.Way }.Any(way => Sum(way).Cases != Corpus.Files.Sum(f => f.Cases.Count)))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(ConformancePage.Written)!);
        File.WriteAllText(ConformancePage.Written, ConformancePage.Render(Server, Table(), skips));
    }

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
            Count(c, way, right ? new(1, 0, 0) : new(0, 1, 0));
        }
    }

    /// <summary>Skips the test, for a reason that its case gives.</summary>
    internal void Skip(CorpusCase c, string way, string reason)
    {
        Count(c, way, new(0, 0, 1));
        skips.AddOrUpdate(reason, 1, (_, n) => n + 1);
        Assert.Skip(reason);
    }

    private void Count(CorpusCase c, string way, Score one) => scores.AddOrUpdate((c.Rule, way), one, (_, sum) => sum + one);

    private static string Show(Decision decision, IReadOnlyList<string> rules) => $"{decision} [{string.Join(", ", rules)}]";

    private string Table()
    {
        var ways = scores.Keys.Select(k => k.Way).Distinct().OrderDescending(StringComparer.Ordinal).ToList();
        var lines = new List<string> { Row("rule", "cases", ways), Row("---", "---", ways.Select(_ => "---")) };
        lines.AddRange(scores.Keys.Select(k => k.Rule).Distinct().Order(StringComparer.Ordinal)
            .Select(rule => Row(rule, CasesOf(rule), ways.Select(way => $"{scores.GetValueOrDefault((rule, way))}"))));
        lines.Add(Row("all", Text(Corpus.Files.Sum(f => f.Cases.Count)), ways.Select(way => $"{Sum(way)}")));
        return string.Join('\n', lines);
    }

    private static string CasesOf(string rule) => Text(Corpus.Files.First(f => f.Rule == rule).Cases.Count);

    private Score Sum(string way) => scores.Where(s => s.Key.Way == way).Aggregate(default(Score), (sum, s) => sum + s.Value);

    private static string Row(string rule, string cases, IEnumerable<string> ways) => $"| {rule,-32} | {cases,5} | {string.Join(" | ", ways.Select(r => $"{r,-24}"))} |";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
