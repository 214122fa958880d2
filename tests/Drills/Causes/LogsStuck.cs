using System.Diagnostics;
using System.Globalization;
using ControlPlanes.Processes;
using Drills.Clusters;
using Drills.Frame;
using Programs = ControlPlanes.Processes.CommandLine;

namespace Drills.Causes;

internal sealed class LogsStuck : IDrill
{
    // More than a pipe of 64 KiB and the queue of 4,096 lines hold.
    private const int Lines = 6000;

    public int Number => 15;

    public string Id => "logs-stuck";

    public string Title => "Nobody reads the logs";

    public string Promise => "Admission never waits for a log, and neither does a process that is told to end.";

    public string Cause => "A webhook process writes its log into a pipe that nobody reads, as when the container runtime or its disk hangs, and is sent 6,000 reviews of forbidden pods, each of which it logs. Then it is told to end.";

    public string Watched => "Whether it still answers; requests of people that fail; how long it takes to end, which is 8 s of answering on and some more.";

    public Bounds Bounds => new() { Ends = 0, HealSeconds = 45 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var (cluster, process) = (scene.Cluster, scene.Cluster.Webhooks[1]);
        var pipe = Path.Combine(cluster.Folder, "logs.pipe");
        var made = await Programs.RunAsync("mkfifo", [pipe], cancel: cancel);
        if (!made.Succeeded)
            throw new NotDoneException($"no named pipe can be made: {made.Text}");
        // Open for both, so that whoever writes may begin, and never read.
        var holder = new Daemon(cluster.Folder, "pipe-holder");
        holder.Start("/bin/sh", ["-c", "exec 3<>\"$1\"; exec sleep 3600", "sh", pipe]);
        try
        {
            await cluster.Kubelet.RestartAsync(process, new Dictionary<string, string>(StringComparer.Ordinal) { ["LOG_FILE"] = pipe });
            await Until.HoldsAsync(async () => process.IsRunning && await process.IsReadyAsync(cancel), $"{process.Name} is ready", scene.Progress.Tell, TimeSpan.FromMinutes(1), cancel);
            scene.Findings.AtMost(0, "unanswered", string.Create(CultureInfo.InvariantCulture, $"of {Lines} reviews those that were not answered within 5 s, until the first ten"), await SendAsync(scene, new Uri(process.Url, "validate"), cancel));
            scene.Findings.AtLeast(1, "lines-lost", "lines that were lost, by the process's own count", await MetricText.SumAsync([process], "log_lines_lost_total", cancel));
            await scene.WaitAsync("people work on", TimeSpan.FromSeconds(5), cancel);
            cluster.Kubelet.Hold(process);
            var watch = Stopwatch.StartNew();
            await process.StopAsync();
            scene.Findings.AtMost(15, "ended", "time from SIGTERM to the end", watch.Elapsed.TotalSeconds, "s");
        }
        finally
        {
            cluster.Kubelet.Hold(process);
            await process.KillAsync();
            await holder.StopAsync(TimeSpan.FromSeconds(1));
            // It is started again with the log that it had.
            await cluster.Kubelet.RestartAsync(process);
        }
    }

    private static async Task<int> SendAsync(Scene scene, Uri url, CancellationToken cancel)
    {
        using var client = new ReviewClient(keepsConnections: true, TimeSpan.FromSeconds(5));
        var review = Reviews.ForbiddenPod(scene.Cluster.Namespaces[0]);
        var unanswered = 0;
        for (var n = 0; n < Lines && unanswered < 10; n++)
        {
            if ((await client.PostAsync(url, review, cancel)).Code == 0)
                unanswered++;
            if (n % 100 == 0)
                scene.Progress.Tell(string.Create(CultureInfo.InvariantCulture, $"{n} of {Lines} reviews, {unanswered} not answered"));
        }

        return unanswered;
    }
}
