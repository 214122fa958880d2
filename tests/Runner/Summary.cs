namespace TestRunner;

/// <summary>The end of a test run.</summary>
internal static class Summary
{
    /// <summary>Prints what was skipped, what failed, and as the last line the sum.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(IReadOnlyList<Report> reports, TextWriter output)
    {
        foreach (var reason in reports.SelectMany(r => r.Skipped, (r, s) => (r.Project, s)).GroupBy(s => (s.Project, s.s.Reason)))
            output.WriteLine($"skipped in {reason.Key.Project}: {reason.Key.Reason} ({reason.Count()}: {reason.First().s.Name}{(reason.Count() > 1 ? ", …" : "")})");
        foreach (var failure in reports.SelectMany(r => r.Failures))
        {
            output.WriteLine();
            output.WriteLine($"FAILED {failure.Name}");
            Indent(failure.Message, output);
            Indent(failure.StackTrace, output);
        }

        int passed = reports.Sum(r => r.Passed);
        int failed = reports.Sum(r => r.Failures.Count);
        int skips = reports.Sum(r => r.Skipped.Count);
        output.WriteLine();
        output.WriteLine($"{passed} passed, {failed} failed" + (skips == 0 ? "" : $", {skips} skipped"));
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static void Indent(string text, TextWriter output)
    {
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            output.WriteLine("    " + line.TrimEnd());
    }
}
