using Conformance.Format;

namespace Conformance;

/// <summary>The kept page tells of the corpus as it is, whatever API server it was run on. If not: <c>make conformance</c>.</summary>
public sealed class ConformancePageTests
{
    private static readonly IReadOnlyDictionary<string, (int Cases, string Ways)> Rows = ConformancePage.Rows();

    public static TheoryData<string> Rules => [.. Corpus.Files.Select(f => f.Rule)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_page_has_all_cases_of_a_rule_and_all_were_answered_rightly(string rule)
    {
        Assert.True(Rows.TryGetValue(rule, out var row), $"docs/conformance.md lacks {rule}; run: make conformance");
        var cases = Corpus.Files.First(f => f.Rule == rule).Cases.Count;
        Assert.True(row.Cases == cases, $"docs/conformance.md says {row.Cases} cases of {rule}, the corpus has {cases}; run: make conformance");
        Assert.StartsWith($"{cases}/{cases} ", row.Ways);
        Assert.DoesNotContain("FAILED", row.Ways);
    }

    [Fact]
    public void The_page_has_no_rule_that_is_gone() => Assert.Empty(Rows.Keys.Except(Corpus.Files.Select(f => f.Rule)));
}
