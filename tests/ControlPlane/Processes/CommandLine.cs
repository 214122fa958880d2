using System.ComponentModel;
using System.Diagnostics;

namespace ControlPlanes.Processes;

/// <summary>Programs that run to their end.</summary>
public static class CommandLine
{
    /// <summary>What a program did.</summary>
    /// <param name="ExitCode">Its exit code; 127 when there is no such program.</param>
    /// <param name="Output">Its standard output.</param>
    /// <param name="Error">Its standard error.</param>
    public sealed record Result(int ExitCode, string Output, string Error)
    {
        public bool Succeeded => ExitCode == 0;

        /// <summary>Both streams, for a message or a search.</summary>
        public string Text => (Output + Error).Trim();
    }

    /// <summary>Runs a program and collects its output. Kills it when the token is cancelled.</summary>
    public static async Task<Result> RunAsync(string program, IEnumerable<string> arguments, string? input = null, CancellationToken cancel = default)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            try
            {
                await process.StandardInput.WriteAsync((input ?? "").AsMemory(), cancel);
                process.StandardInput.Close();
                await process.WaitForExitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return new Result(process.ExitCode, await output, await error);
        }
        catch (Win32Exception e)
        {
            return new Result(127, "", $"{program}: {e.Message}");
        }
    }

    /// <summary>The program's full path, when it is on PATH.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
