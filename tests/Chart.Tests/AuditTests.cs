using System.Diagnostics;
using ControlPlanes;

namespace Chart.Tests;

/// <summary><c>make audit</c> with an SDK that answers as it is told to: what a package source knows changes from day to day.</summary>
public sealed class AuditTests : IDisposable
{
    private const string Known = "   > Newtonsoft.Json      12.0.3      High      https://example.com/advisory";

    private readonly string _folder = Directory.CreateTempSubdirectory("audit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_known_is_said_so()
    {
        var (code, text) = await AuditAsync(probe: Known, solution: "The given project has no vulnerable packages given the current sources.");

        Assert.Equal(0, code);
        Assert.Contains("no vulnerability is known", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vulnerable_package_fails_and_is_named()
    {
        var (code, text) = await AuditAsync(probe: Known, solution: "   > Some.Package      1.0.0      Critical      https://example.com/other");

        Assert.Equal(1, code);
        Assert.Contains("Some.Package", text, StringComparison.Ordinal);
        Assert.Contains("packages with known vulnerabilities are used", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_data_is_not_taken_for_one_that_knows_of_nothing()
    {
        var (code, text) = await AuditAsync(probe: "The given project has no vulnerable packages given the current sources.", solution: "");

        Assert.Equal(2, code);
        Assert.Contains("nothing was checked: the package source offers no data on vulnerabilities", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_does_not_answer_fails()
    {
        var (code, text) = await AuditAsync(probe: null, solution: "");

        Assert.Equal(2, code);
        Assert.Contains("nothing was checked", text, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Text)> AuditAsync(string? probe, string solution)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "probe"), probe);
        await File.WriteAllTextAsync(Path.Combine(_folder, "solution"), solution + "\n");
        // A function of the shell, which goes before a program of that name.
        var dotnet = Path.Combine(_folder, "dotnet.sh");
        await File.WriteAllTextAsync(dotnet, $$"""
            dotnet() { case "$*" in
              restore*probe.csproj*) {{(probe is null ? "echo 'no such package'; return 1" : "return 0")}} ;;
              list*probe.csproj*) cat '{{_folder}}/probe'; echo ;;
              list*) cat '{{_folder}}/solution' ;;
            esac; }
            """);
        var start = new ProcessStartInfo("/bin/bash", [Repository.PathOf("tools", "audit.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["BASH_ENV"] = dotnet;
        using var audit = Process.Start(start)!;
        var (output, error) = (audit.StandardOutput.ReadToEndAsync(), audit.StandardError.ReadToEndAsync());
        await audit.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (audit.ExitCode, await output + await error);
    }
}
