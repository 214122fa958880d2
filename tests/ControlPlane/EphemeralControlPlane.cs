using ControlPlanes.Processes;

namespace ControlPlanes;

/// <summary>
/// A control plane for one test run: state in a temporary folder, everything gone at the end, also when the test process is
/// killed. As a fixture: <c>await EphemeralControlPlane.StartAsync(...)</c> in InitializeAsync, DisposeAsync in DisposeAsync.
/// </summary>
public sealed class EphemeralControlPlane : IAsyncDisposable
{
    private readonly Guardian guardian;

    private EphemeralControlPlane(Guardian guardian, ControlPlane controlPlane)
    {
        this.guardian = guardian;
        ControlPlane = controlPlane;
    }

    public ControlPlane ControlPlane { get; }

    /// <summary>The temporary folder: processes whose pid files lie in it end with the run.</summary>
    public string Folder => guardian.Folder;

    /// <summary>Starts one, or takes the cluster of TEST_KUBECONFIG.</summary>
    /// <param name="log">Told of progress; standard error when null.</param>
    /// <param name="cancel">Ends the wait; what was started by then is stopped.</param>
    public static async Task<EphemeralControlPlane> StartAsync(TextWriter? log = null, CancellationToken cancel = default)
    {
        var watcher = Guardian.OfNewFolder("tenant-operator-");
        try
        {
            return new EphemeralControlPlane(watcher, await ControlPlane.StartAsync(watcher.Folder, log ?? Console.Error, cancel));
        }
        catch
        {
            await watcher.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the control plane and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await ControlPlane.StopAsync();
        await guardian.DisposeAsync();
    }
}
