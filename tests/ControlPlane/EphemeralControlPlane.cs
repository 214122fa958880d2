using System.Diagnostics;

namespace ControlPlanes;

/// <summary>
/// A control plane for one test run: state in a temporary folder, everything gone at the end, also when the test process is
/// killed. As a fixture: <c>await EphemeralControlPlane.StartAsync(...)</c> in InitializeAsync, DisposeAsync in DisposeAsync.
/// </summary>
public sealed class EphemeralControlPlane : IAsyncDisposable
{
    // Reads its standard input until we close it or die, whatever we die of; then ends what the pid files name and removes the folder.
    private const string Guardian =
        """
        trap '' INT TERM HUP
        cat >/dev/null
        for file in $(find "$1" -name '*.pid'); do
          read -r pid started <"$file" || continue
          [ "$(cut -d' ' -f22 "/proc/$pid/stat" 2>/dev/null)" = "$started" ] && kill -9 "$pid" 2>/dev/null
        done
        [ -f "$1/container" ] && docker rm --force --volumes "$(cat "$1/container")" >/dev/null 2>&1
        rm -rf "$1"
        """;

    private readonly Process guardian;
    private readonly string folder;

    private EphemeralControlPlane(Process guardian, string folder, ControlPlane controlPlane)
    {
        this.guardian = guardian;
        this.folder = folder;
        ControlPlane = controlPlane;
    }

    public ControlPlane ControlPlane { get; }

    /// <summary>The temporary folder: processes whose pid files lie in it end with the run.</summary>
    public string Folder => folder;

    /// <summary>Starts one, or takes the cluster of TEST_KUBECONFIG.</summary>
    /// <param name="log">Told of progress; standard error when null.</param>
    /// <param name="cancel">Ends the wait; what was started by then is stopped.</param>
    public static async Task<EphemeralControlPlane> StartAsync(TextWriter? log = null, CancellationToken cancel = default)
    {
        string made = Directory.CreateTempSubdirectory("tenant-operator-").FullName;
        var watcher = Process.Start(new ProcessStartInfo("setsid", ["/bin/sh", "-c", Guardian, "guardian", made]) { RedirectStandardInput = true, UseShellExecute = false })!;
        try
        {
            return new EphemeralControlPlane(watcher, made, await ControlPlane.StartAsync(made, log ?? Console.Error, cancel));
        }
        catch
        {
            await EndAsync(watcher);
            throw;
        }
    }

    /// <summary>Kills the control plane and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await ControlPlane.StopAsync();
        await EndAsync(guardian);
    }

    private static async Task EndAsync(Process guardian)
    {
        guardian.StandardInput.Close();
        await guardian.WaitForExitAsync();
        guardian.Dispose();
    }
}
