using System.Text.RegularExpressions;
using Generator;
using Tenancy.Isolation;

namespace Tenancy.Tests.Documentation;

public sealed partial class ReadmeTests
{
    private const string Heading = "One line of each group, as users read it:";

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root() ?? throw new InvalidOperationException("run inside the repository"), "README.md"));

    public static TheoryData<string> Groups => [.. RuleCatalogue.All.Select(r => GroupOf(r.Id)).Distinct()];

    public static TheoryData<string> Lines => [.. Shown().Select(l => l.Id)];

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_group_of_rules_has_a_denial_in_the_README(string group) => Assert.Contains(Shown(), l => GroupOf(l.Id) == group);

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_denial_in_the_README_is_what_the_rule_answers_to_its_corpus(string rule) =>
        Assert.Equal(CorpusExamples.DenialOf(rule), Shown().Single(l => l.Id == rule).Line);

    private static IEnumerable<(string Id, string Line)> Shown() =>
        DenialLine().Matches(Text[Text.IndexOf(Heading, StringComparison.Ordinal)..]).Select(m => (m.Groups["id"].Value, m.Groups["line"].Value));

    private static string GroupOf(string id) => id[..id.IndexOf('/', StringComparison.Ordinal)];

    [GeneratedRegex("^- (?<line>(?<id>[a-z]+/[a-z-]+): .*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DenialLine();
}
