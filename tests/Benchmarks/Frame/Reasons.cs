using System.IO.Enumeration;
using System.Text.Json;

namespace Benchmarks.Frame;

/// <summary>Why figures fall short: written by people into a file of <c>"section/figure": "reason"</c>, where a star stands for any
/// characters, and printed with the figures while they do.</summary>
public sealed class Reasons(IReadOnlyDictionary<string, string> known)
{
    public static Reasons Read(string path) => new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? []);

    public string Of(string section, string figure) =>
        known.Where(r => FileSystemName.MatchesSimpleExpression(r.Key, $"{section}/{figure}", ignoreCase: false)).Select(r => r.Value).FirstOrDefault("Not found out yet.");
}
