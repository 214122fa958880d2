using System.Text;
using System.Text.RegularExpressions;
using ControlPlanes;

namespace Conformance;

/// <summary>docs/conformance.md: the result of the last run of everything that was kept.</summary>
internal static partial class ConformancePage
{
    /// <summary>What a run of everything writes.</summary>
    public static string Written { get; } = Repository.PathOf("artifacts", "conformance", "conformance.md");

    /// <summary>Where it is kept.</summary>
    public static string Kept { get; } = Repository.PathOf("docs", "conformance.md");

    public static string Render(Version server, string table, IReadOnlyDictionary<string, int> skips)
    {
        var text = new StringBuilder();
        text.Append($"""
            <!-- Written by "make conformance" from a run of tests/Conformance; not to be edited. -->
            # Conformance

            What [the corpus](../tests/Conformance/README.md) asks of each [rule](rules.md), and how often the answer was the one that it wants: the decision, and just the
            rules that it names. Each case is put to the rules in process and, as a dry run by the case's user, to a real API server with two webhook processes; here that
            was Kubernetes {server.ToString(2)}. `make conformance` runs it all and writes this page; `make test` runs it as well, on whatever server it finds.

            {table}

            ## Not put to this API server

            | why | cases |
            |---|---|

            """);
        foreach (var (reason, cases) in skips.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal))
            text.Append($"| {reason.Replace("|", "\\|", StringComparison.Ordinal)} | {cases} |\n");
        return text.ToString();
    }

    /// <summary>The rows of the kept page's table, by their rules.</summary>
    public static IReadOnlyDictionary<string, (int Cases, string Ways)> Rows() => Row().Matches(File.ReadAllText(Kept))
        .ToDictionary(m => m.Groups["rule"].Value, m => (int.Parse(m.Groups["cases"].ValueSpan, null), m.Groups["ways"].Value), StringComparer.Ordinal);

    [GeneratedRegex(@"^\| (?<rule>[a-z]+/[a-z-]+) *\| *(?<cases>[0-9]+) \| (?<ways>.*) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
