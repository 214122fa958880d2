using Conformance.Deciders;
using Conformance.Format;

[assembly: AssemblyFixture(typeof(Conformance.Scoreboard))]

namespace Conformance;

public sealed class InProcessTests(Scoreboard scoreboard)
{
    private static readonly InProcessDecider Decider = new(Corpus.World);

    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        Corpus.Files.SelectMany(f => f.Cases).Select(c => new TheoryDataRow<string, string>(c.Rule, c.Name) { TestDisplayName = $"in process: {c}" });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_rules_decide_as_the_corpus_says(string rule, string name)
    {
        var c = Corpus.Find(rule, name);
        var answer = await Decider.DecideAsync(c, TestContext.Current.CancellationToken);
        var right = answer.Decision == c.Decision && answer.Rules.SequenceEqual(c.Rules);
        scoreboard.Record(c, Decider, right);
        Assert.True(right, $"expected {Show(c.Decision, c.Rules)}, got {Show(answer.Decision, answer.Rules)}\n{answer.Message}");
    }

    private static string Show(Decision decision, IReadOnlyList<string> rules) => $"{decision} [{string.Join(", ", rules)}]";
}
