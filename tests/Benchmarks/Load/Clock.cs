using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Benchmarks.Load;

/// <summary>Waits for moments of the clock that <see cref="Stopwatch"/> reads, more exactly than a timer of a millisecond, and without spinning: there are two cores for all.</summary>
internal static partial class Clock
{
    private const int Monotonic = 1;
    private const int Absolute = 1;

    public static void SleepUntil(long timestamp)
    {
        if (!OperatingSystem.IsLinux())
        {
            while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp) is var left && left > TimeSpan.Zero)
                Thread.Sleep(left);
            return;
        }
        // A Stopwatch on Linux counts the nanoseconds of this very clock.
        var until = new Moment { Seconds = timestamp / Stopwatch.Frequency, Nanoseconds = timestamp % Stopwatch.Frequency };
        while (Stopwatch.GetTimestamp() < timestamp)
            _ = Sleep(Monotonic, Absolute, in until, 0);
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int Sleep(int clock, int flags, in Moment until, nint left);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
