using TestRunner;

namespace Integration.ControlPlanes;

/// <summary>What <c>make test</c> counts: nothing that failed may get lost.</summary>
public sealed class TestReportTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Passed_failed_and_skipped_tests_are_counted()
    {
        var report = Read(
            """<test name="a" result="Pass"/><test name="b" result="Skip"><reason>needs 1.30</reason></test>"""
            + """<test name="c" result="Fail"><failure><message>was 2</message><stack-trace>at C.c()</stack-trace></failure></test>""", exitCode: 1);

        Assert.Equal(1, report.Passed);
        Assert.Equal([new Skip("b", "needs 1.30")], report.Skipped);
        Assert.Equal([new Failure("c", "was 2", "at C.c()")], report.Failures);
    }

    [Fact]
    public void A_fixture_that_did_not_start_is_a_failure()
    {
        var report = Read("""<errors><error type="assembly-cleanup" name="Integration"><failure><message>no API server</message></failure></error></errors>""", exitCode: 1);

        Assert.Equal("no API server", Assert.Single(report.Failures).Message);
    }

    [Fact]
    public void A_project_without_a_report_has_failed()
    {
        File.Delete(file);

        Assert.Single(Report.Read("Crashing", file, exitCode: 134).Failures);
    }

    [Fact]
    public void An_exit_code_that_no_test_explains_is_a_failure()
    {
        Assert.Single(Read("""<test name="a" result="Pass"/>""", exitCode: 3).Failures);
    }

    private Report Read(string content, int exitCode)
    {
        File.WriteAllText(file, $"<assemblies><assembly>{content}</assembly></assemblies>");
        return Report.Read("Some", file, exitCode);
    }
}
