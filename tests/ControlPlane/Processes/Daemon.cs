using System.Diagnostics;
using System.Globalization;

namespace ControlPlanes.Processes;

/// <summary>
/// A process in the background that outlives its starter: own session (a Ctrl-C in the terminal does not reach it), output
/// appended to <c>FOLDER/NAME.log</c>, identity in <c>FOLDER/NAME.pid</c>.
/// </summary>
public sealed class Daemon(string folder, string name)
{
    // The shell writes the pid file before it becomes the program: a starter that dies at any moment leaves no process that
    // nobody knows of. Field 22 of stat is the start time, which exec keeps.
    private const string Launcher =
        """
        printf '%s %s\n' "$$" "$(cut -d' ' -f22 "/proc/$$/stat" 2>/dev/null)" >"$PID_FILE.new" && mv "$PID_FILE.new" "$PID_FILE" || exit 1
        log=$LOG_FILE; unset PID_FILE LOG_FILE
        if command -v setsid >/dev/null; then exec setsid "$@" </dev/null >>"$log" 2>&1; fi
        exec nohup "$@" </dev/null >>"$log" 2>&1
        """;

    public string Name => name;

    public string PidFile => Path.Combine(folder, name + ".pid");

    public string LogFile => Path.Combine(folder, name + ".log");

    /// <summary>The running process; null when it is dead or was never started.</summary>
    public ProcessIdentity? Running => ProcessIdentity.Running(PidFile);

    /// <summary>Starts the program unless it runs already.</summary>
    /// <returns>Whether a process was started.</returns>
    public bool Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (Running is not null)
            return false;
        Directory.CreateDirectory(folder);
        File.Delete(PidFile);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Launcher, "sh", program, .. arguments]);
        start.Environment["PID_FILE"] = PidFile;
        start.Environment["LOG_FILE"] = LogFile;
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
            start.Environment[variable] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        WaitForPidFile(process);
        return true;
    }

    /// <summary>Asks the process to end (SIGTERM) and, after the grace period, ends it (SIGKILL).</summary>
    /// <returns>Whether there was a process to stop.</returns>
    public async Task<bool> StopAsync(TimeSpan grace)
    {
        if (Running is not { } process)
            return Forget(found: false);
        Signal(process, "TERM");
        if (!await EndsWithinAsync(process, grace))
        {
            Signal(process, "KILL");
            await EndsWithinAsync(process, TimeSpan.FromSeconds(10));
        }

        return Forget(found: true);
    }

    /// <summary>kill -9: the process gets no chance to say goodbye.</summary>
    public async Task KillAsync()
    {
        if (Running is not { } process)
            return;
        Signal(process, "KILL");
        await EndsWithinAsync(process, TimeSpan.FromSeconds(10));
    }

    /// <summary>SIGSTOP: the process stands still, with all that it holds, until <see cref="Resume"/>.</summary>
    public void Pause() => SignalRunning("STOP");

    /// <summary>SIGCONT: it goes on as if no time had passed.</summary>
    public void Resume() => SignalRunning("CONT");

    /// <summary>The last lines of the log, for an error message.</summary>
    public string LastLines(int count = 15) =>
        File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(count)) : "(no log)";

    private void SignalRunning(string signal)
    {
        if (Running is { } process)
            Signal(process, signal);
    }

    private static void Signal(ProcessIdentity process, string signal)
    {
        string pid = process.Pid.ToString(CultureInfo.InvariantCulture);
        // By the shell's own kill: no package with a program of that name is needed.
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"kill -{signal} {pid} 2>/dev/null"]));
        kill?.WaitForExit();
    }

    private static async Task<bool> EndsWithinAsync(ProcessIdentity process, TimeSpan time)
    {
        var waited = Stopwatch.StartNew();
        while (ProcessIdentity.Of(process.Pid) == process)
        {
            if (waited.Elapsed > time)
                return false;
            await Task.Delay(20);
        }

        return true;
    }

    private void WaitForPidFile(Process shell)
    {
        var waited = Stopwatch.StartNew();
        while (!File.Exists(PidFile))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(20))
                throw new InvalidOperationException($"{name}: no {PidFile} appeared; is {folder} writable?");
            Thread.Sleep(2);
        }

        if (!OperatingSystem.IsLinux() && ProcessIdentity.Of(shell.Id) is { } identity)
            File.WriteAllText(PidFile, $"{identity.Pid} {identity.Started}\n");
    }

    private bool Forget(bool found)
    {
        File.Delete(PidFile);
        return found;
    }
}
