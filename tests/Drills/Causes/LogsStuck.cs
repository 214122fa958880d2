using System.Globalization;
using System.Text;
using ControlPlanes.Processes;
using Drills.Clusters;
using Drills.Frame;
using Programs = ControlPlanes.Processes.CommandLine;

namespace Drills.Causes;

internal sealed class LogsStuck : IDrill
{
    // More than a pipe of 64 KiB and the logger's own queue of 2,500 lines hold.
    private const int Lines = 5000;

    public int Number => 15;

    public string Id => "logs-stuck";

    public string Title => "Nobody reads the logs";

    public string Promise => "Admission never waits for a log.";

    public string Cause => "A webhook process writes its log into a pipe that nobody reads, as when the container runtime or its disk hangs, and is sent 5,000 bodies that are no reviews, each of which it logs.";

    public string Watched => "Whether it still answers; requests of people that fail.";

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
            scene.Findings.AtMost(0, "unanswered", string.Create(CultureInfo.InvariantCulture, $"of {Lines} bodies those that were not answered within 5 s, until the first ten"), await SendAsync(scene, new Uri(process.Url, "validate"), cancel));
            await scene.WaitAsync("people work on", TimeSpan.FromSeconds(5), cancel);
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
        var body = Encoding.UTF8.GetBytes("this is no review");
        var unanswered = 0;
        for (var n = 0; n < Lines && unanswered < 10; n++)
        {
            if ((await client.PostAsync(url, body, cancel)).Code == 0)
                unanswered++;
            if (n % 100 == 0)
                scene.Progress.Tell(string.Create(CultureInfo.InvariantCulture, $"{n} of {Lines} bodies, {unanswered} not answered"));
        }

        return unanswered;
    }
}
