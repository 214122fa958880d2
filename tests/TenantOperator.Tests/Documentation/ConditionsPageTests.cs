using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TenantOperator.Tests.Documentation;

/// <summary>docs/conditions.md names every condition, reason and event that the code has, and none that it has not.</summary>
public sealed partial class ConditionsPageTests
{
    [Fact]
    public void The_page_names_what_the_code_tells_and_nothing_else() => Assert.Equal(Told().Order(StringComparer.Ordinal), Named().Order(StringComparer.Ordinal));

    [Fact]
    public void The_code_tells_more_than_a_few_things() => Assert.InRange(Told().Count, 40, 200);

    private static HashSet<string> Told()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository(), "src", "TenantOperator"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        return [.. new[] { Condition(), ConditionOfConstant(), Obstacle(), Event(), EventOfTuple(), Choice() }
            .SelectMany(pattern => pattern.Matches(code)).SelectMany(m => m.Groups["name"].Captures).Select(c => c.Value)];
    }

    // The code words of the tables' rows, but for fields and files.
    private static HashSet<string> Named() =>
    [
        .. File.ReadLines(Path.Combine(Repository(), "docs", "conditions.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => Word().Matches(string.Join('|', line.Split('|')[1..3]))).Select(m => m.Groups["name"].Value),
    ];

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("""new\("(?<name>[A-Z]\w+)", (true|false), "(?<name>\w+)"|new\("(?<name>[A-Z]\w+)", (true|false), reason""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Condition();

    [GeneratedRegex("""const string Type = "(?<name>\w+)"|new( TenantCondition)?\(Type, (true|false), "(?<name>\w+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConditionOfConstant();

    [GeneratedRegex("""(\? |: |\()new\("(?<name>[A-Z]\w+)",\s*(\$"|e\.|TenantConditions)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Obstacle();

    [GeneratedRegex("""EventType\.(Normal|Warning),\s*"(?<name>\w+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Event();

    [GeneratedRegex("""yield return \("(?<name>[A-Z]\w+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventOfTuple();

    [GeneratedRegex("""now\.Reason : "(?<name>\w+)"|\? "(?<name>InvalidSpec)" : "(?<name>ClassMissing)";""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
