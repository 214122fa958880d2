using System.Globalization;

namespace Benchmarks.Processes;

/// <summary>What the kernel tells of a process.</summary>
public static class ProcessStats
{
    // The kernel's clock ticks a second, the same on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time, of all its threads, in user and kernel mode.</summary>
    public static TimeSpan ProcessorTime(int pid)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        // Fields are counted after the command's name, which may hold blanks.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    /// <summary>Resident memory in MiB.</summary>
    public static double ResidentMiB(int pid) => Status(pid, "VmRSS:");

    /// <summary>The most resident memory that it ever had, in MiB.</summary>
    public static double PeakMiB(int pid) => Status(pid, "VmHWM:");

    private static double Status(int pid, string field) => Number(
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status")).First(l => l.StartsWith(field, StringComparison.Ordinal))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
