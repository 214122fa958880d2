namespace ControlPlanes.Demo;

/// <summary>A manifest that must not get in, from <c>Demo/breakouts</c>.</summary>
/// <param name="File">Path of the manifest.</param>
/// <param name="Attempt">What it tries to do: its first line.</param>
/// <param name="Rule">Id of the rule that has to refuse it: its second line.</param>
internal sealed record BreakOut(string File, string Attempt, string Rule)
{
    public static IEnumerable<BreakOut> All =>
        Directory.EnumerateFiles(Repository.PathOf("tests", "ControlPlane", "Demo", "breakouts"), "*.yaml").Order(StringComparer.Ordinal).Select(Read);

    private static BreakOut Read(string file)
    {
        string[] lines = [.. System.IO.File.ReadLines(file).Take(2)];
        return new BreakOut(file, lines[0].TrimStart('#', ' '), lines[1]["# rule: ".Length..].Trim());
    }
}
