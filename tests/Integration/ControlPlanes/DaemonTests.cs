using System.Globalization;
using ControlPlanes.Processes;

namespace Integration.ControlPlanes;

/// <summary>Processes in the background end when they are told to, and no others do.</summary>
public sealed class DaemonTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tenant-operator-daemon-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_started_process_runs_until_it_is_stopped()
    {
        var daemon = new Daemon(folder, "sleeper");

        Assert.True(daemon.Start("sleep", ["300"]));
        Assert.NotNull(daemon.Running);
        Assert.True(await daemon.StopAsync(TimeSpan.FromSeconds(10)));
        Assert.Null(daemon.Running);
    }

    [Fact]
    public async Task A_process_that_runs_is_not_started_twice()
    {
        var daemon = new Daemon(folder, "sleeper");
        daemon.Start("sleep", ["300"]);

        Assert.False(new Daemon(folder, "sleeper").Start("sleep", ["300"]));

        await daemon.KillAsync();
    }

    [Fact]
    public async Task A_number_that_another_process_has_got_since_is_left_alone()
    {
        var other = new Daemon(folder, "other");
        other.Start("sleep", ["300"]);
        var stale = new Daemon(folder, "stale");
        await File.WriteAllTextAsync(stale.PidFile, string.Create(CultureInfo.InvariantCulture, $"{other.Running!.Value.Pid} 1\n"));

        Assert.False(await stale.StopAsync(TimeSpan.Zero));
        Assert.NotNull(other.Running);

        await other.KillAsync();
    }

    [Fact]
    public async Task A_process_that_ignores_SIGTERM_is_killed_after_the_grace_period()
    {
        var daemon = new Daemon(folder, "stubborn");
        daemon.Start("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]);
        await Eventually.HoldsAsync(() => Task.FromResult(daemon.LastLines().Contains("ready", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Assert.True(await daemon.StopAsync(TimeSpan.FromMilliseconds(200)));
        Assert.Null(daemon.Running);
    }
}
