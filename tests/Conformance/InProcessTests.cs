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
        await scoreboard.JudgeAsync(c, InProcessDecider.Way, Decider.DecideAsync(c, TestContext.Current.CancellationToken));
    }
}
