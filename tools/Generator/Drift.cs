namespace Generator;

/// <summary>How a file differs from what it should be, in a few lines.</summary>
internal static class Drift
{
    /// <summary>The first difference; null when there is none.</summary>
    /// <param name="have">The file's text; null when there is no file.</param>
    /// <param name="want">The text that it should have.</param>
    public static string? Between(string? have, string want)
    {
        if (have is null)
            return "missing";
        if (have == want)
            return null;
        var (haveLines, wantLines) = (have.Split('\n'), want.Split('\n'));
        var line = 0;
        while (line < haveLines.Length && line < wantLines.Length && haveLines[line] == wantLines[line])
            line++;
        return $"differs from line {line + 1} on\n  - {LineOf(haveLines, line)}\n  + {LineOf(wantLines, line)}";
    }

    private static string LineOf(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of file)";
}
