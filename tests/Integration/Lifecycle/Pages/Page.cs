using System.Text.RegularExpressions;
using ControlPlanes;

namespace Integration.Lifecycle.Pages;

/// <summary>A page of the documentation as what it has people type.</summary>
internal static partial class Page
{
    /// <summary>
    /// The kubectl commands under each heading that has any, in order: those of shell blocks, those after a prompt, and those within a sentence. Without
    /// "kubectl" and the quotes that only a shell needs.
    /// </summary>
    public static IEnumerable<(string Heading, string[] Commands)> Read(string name)
    {
        foreach (var section in File.ReadAllText(Repository.PathOf("docs", name)).Split("\n## "))
        {
            var found = Code().Matches(section).SelectMany(m => m.Groups["block"].Success ? m.Groups["block"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [m.Groups["text"].Value]).ToArray();
            Assert.All(found, c => Assert.StartsWith("kubectl ", c, StringComparison.Ordinal));
            string[] commands = [.. found.Where(c => !Blank().IsMatch(c)).Select(Plain)];
            if (commands.Length > 0)
                yield return (section.Split('\n')[0].TrimStart('#', ' '), commands);
        }
    }

    private static string Plain(string command) => command["kubectl ".Length..].Replace("'", "", StringComparison.Ordinal)
        .Replace("config/samples", Repository.PathOf("config", "samples"), StringComparison.Ordinal)
        // An editor waits for a person. That there is what it opens can be seen.
        .Replace("edit ", "get ", StringComparison.Ordinal);

    [GeneratedRegex(@"^```sh\n(?<block>.*?)^```|^\$ (?<text>kubectl [^\n]+)|`(?<text>kubectl [^`]+)`", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    // NAME: for the reader to fill in.
    [GeneratedRegex(@" [A-Z]{3,} ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blank();
}
