using System.Globalization;
using ControlPlanes.Installation;
using ControlPlanes.Processes;

namespace ControlPlanes.Commands;

/// <summary><c>make status</c>: which processes of <c>make up</c> run.</summary>
internal static class Status
{
    /// <returns>The exit code: 0 when all run.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        Daemon[] processes = [.. OperatorInstallation.ProcessesIn(RunFolder.ControlPlane), .. OperatorInstallation.ProcessesIn(RunFolder.Operator)];
        foreach (var process in processes)
        {
            string state = process.Running is { } identity
                ? string.Create(CultureInfo.InvariantCulture, $"runs, pid {identity.Pid}")
                : "is dead; make up starts it again";
            await output.WriteLineAsync($"{process.Name,-26} {state}; log {Path.GetRelativePath(Repository.Root, process.LogFile)}");
        }

        if (processes.Length == 0)
            await output.WriteLineAsync("nothing was started; see make up");
        return processes.Length > 0 && processes.All(p => p.Running is not null) ? 0 : 1;
    }
}
