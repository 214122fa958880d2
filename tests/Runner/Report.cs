using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace TestRunner;

/// <summary>What one test project did, as its own runner reported it (xunit's XML, version 2 and later of its schema).</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Skipped">Tests that were skipped, with their reasons.</param>
/// <param name="Failures">Tests that failed, and errors outside of tests (a fixture that did not start).</param>
internal sealed record Report(string Project, int Passed, IReadOnlyList<Skip> Skipped, IReadOnlyList<Failure> Failures)
{
    /// <summary>Reads the report that the project wrote.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="file">The report; a project that crashed wrote none.</param>
    /// <param name="exitCode">The project's exit code: a failure that no test reported must not be lost.</param>
    public static Report Read(string project, string file, int exitCode)
    {
        if (!TryLoad(file, out var document))
            return Crashed(project, $"ended with code {exitCode} and left no report: it crashed, or was stopped");

        var tests = document.Descendants("test").ToList();
        var failures = tests.Where(t => Result(t) == "Fail").Concat(document.Descendants("error")).Select(Failure.Read).ToList();
        int passed = tests.Count(t => Result(t) == "Pass");
        var skipped = tests.Where(t => Result(t) == "Skip")
            .Select(t => new Skip((string?)t.Attribute("name") ?? "", ((string?)t.Element("reason"))?.Trim() ?? "")).ToList();
        bool unexplained = exitCode != 0 && failures.Count == 0 && passed + skipped.Count > 0;
        if (unexplained)
            failures.Add(new Failure(project, string.Create(CultureInfo.InvariantCulture, $"ended with code {exitCode}, though no test failed"), ""));
        return new Report(project, passed, skipped, failures);
    }

    public static Report Crashed(string project, string reason) => new(project, 0, [], [new Failure(project, reason, "")]);

    private static string? Result(XElement test) => (string?)test.Attribute("result");

    private static bool TryLoad(string file, out XDocument document)
    {
        document = new XDocument();
        try
        {
            document = XDocument.Load(file);
            return true;
        }
        catch (Exception e) when (e is IOException or XmlException)
        {
            return false;
        }
    }
}
