using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Conformance.Format;
using Tenancy.Isolation;

namespace Conformance;

/// <summary>docs/multi-tenancy-benchmarks.md promises nothing that is not there.</summary>
public sealed partial class BenchmarksPageTests
{
    public static TheoryData<string> Benchmarks => [.. Rows().Select(r => r[0])];

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public void A_benchmark_names_rules_and_tests_that_exist(string benchmark)
    {
        var row = Rows().Single(r => r[0] == benchmark);

        Assert.All(Quoted(row[2]).Where(q => RuleId().IsMatch(q)), id => Assert.Contains(RuleCatalogue.All, r => r.Id == id));
        Assert.NotEmpty(Quoted(row[3]));
        Assert.All(Quoted(row[3]), Exists);
    }

    [Fact]
    public void All_benchmarks_and_drafts_have_their_row() => Assert.Equal(25, Rows().Count);

    private static void Exists(string shown)
    {
        if (shown.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
        {
            Assert.Contains(Corpus.Files.Where(f => f.Rule == shown[..colon]).SelectMany(f => f.Cases), c => c.Name == shown[(colon + 2)..]);
            return;
        }
        var (type, method) = (shown.Split('.')[0], shown.Split('.')[1]);
        var sources = Directory.EnumerateFiles(Path.Combine(Repository(), "tests"), $"{type}.cs", SearchOption.AllDirectories);
        Assert.Contains(sources, file => Regex.IsMatch(File.ReadAllText(file), $@"\b{method}\(", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static List<string[]> Rows() =>
    [
        .. File.ReadLines(Path.Combine(Repository(), "docs", "multi-tenancy-benchmarks.md"))
            .Where(line => line.StartsWith("| MTB", StringComparison.Ordinal) || line.StartsWith("| draft", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static IEnumerable<string> Quoted(string cell) => Code().Matches(cell).Select(m => m.Groups["code"].Value);

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("^[a-z]+/[a-z-]+$", RegexOptions.None, 1000)]
    private static partial Regex RuleId();
}
