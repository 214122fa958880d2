using System.Text.Json;

namespace Benchmarks.Frame;

/// <summary>Why figures fall short: written by people into a file of <c>"section/figure": "reason"</c>, and printed beside the figure while it does.</summary>
public sealed class Reasons(IReadOnlyDictionary<string, string> known)
{
    public static Reasons Read(string path) => new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? []);

    public string Of(string section, string figure) => known.GetValueOrDefault($"{section}/{figure}", "not found out yet");
}
