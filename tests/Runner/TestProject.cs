using System.Diagnostics;
using System.Globalization;

namespace TestRunner;

/// <summary>A built test project: an executable that runs its own tests.</summary>
internal sealed class TestProject(string assembly, string reports)
{
    // Most projects take a minute, those with real clusters and killed controllers up to half an hour; one that hangs must not take the whole run with it.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(60);

    public string Name => Path.GetFileNameWithoutExtension(assembly);

    /// <summary>Runs all its tests with their output on the terminal.</summary>
    public async Task<Report> RunAsync(IEnumerable<string> filters)
    {
        string file = Path.Combine(reports, Name + ".xml");
        File.Delete(file);
        var start = new ProcessStartInfo("dotnet", [assembly, "-noLogo", "-noColor", "-longRunning", "120", "-result-xml", file, .. filters]);
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return Report.Crashed(Name, string.Create(CultureInfo.InvariantCulture, $"did not end within {Deadline.TotalMinutes} min and was stopped"));
        }

        return Report.Read(Name, file, process.ExitCode);
    }
}
