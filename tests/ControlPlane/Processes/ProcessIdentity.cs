using System.Diagnostics;
using System.Globalization;

namespace ControlPlanes.Processes;

/// <summary>
/// A process and the moment it started. The number alone names another process after a while: what a pid file says is acted
/// upon only while both still agree.
/// </summary>
public readonly record struct ProcessIdentity(int Pid, string Started)
{
    /// <summary>Who runs under this number now; null when nobody does. A zombie is nobody.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        if (!OperatingSystem.IsLinux())
            return OfForeignSystem(pid);
        try
        {
            // The command's name, in brackets, may hold anything, brackets and blanks included: count fields after the last one.
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessIdentity(pid, fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads a pid file (<c>PID STARTED</c>); null when there is none, or when its process is no more.</summary>
    public static ProcessIdentity? Running(string pidFile)
    {
        if (!File.Exists(pidFile))
            return null;
        string[] words = File.ReadAllText(pidFile).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            return null;
        return Of(pid) is { } now && now.Started == words[1] ? now : null;
    }

    private static ProcessIdentity? OfForeignSystem(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return new ProcessIdentity(pid, process.StartTime.Ticks.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
