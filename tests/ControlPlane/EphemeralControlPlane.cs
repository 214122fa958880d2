using ControlPlanes.Audit;
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
    public static Task<EphemeralControlPlane> StartAsync(TextWriter? log = null, CancellationToken cancel = default) => StartAsync(log, recorded: false, cancel);

    /// <summary>Starts one on which it is recorded what the operator may do and what it does (<see cref="RightsRecord"/>), where the API server is a process on this machine.</summary>
    public static Task<EphemeralControlPlane> StartRecordedAsync() => StartAsync(null, recorded: true, default);

    private static async Task<EphemeralControlPlane> StartAsync(TextWriter? log, bool recorded, CancellationToken cancel)
    {
        var watcher = Guardian.OfNewFolder("tenant-operator-");
        try
        {
            if (recorded)
                AuditPolicy.WriteTo(watcher.Folder);
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
        try
        {
            var granted = File.Exists(AuditPolicy.LogIn(Folder)) ? await GrantedAsync() : null;
            await ControlPlane.StopAsync();
            // An API server that has ended has told of every watch.
            if (granted is not null && RightsRecord.Of(granted, AuditLog.ReadFile(AuditPolicy.LogIn(Folder))) is { IsEmpty: false } record)
                record.WriteTo(RightsRecord.Folder);
        }
        finally
        {
            await guardian.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<Right>> GrantedAsync()
    {
        using var client = ControlPlane.CreateClient();
        return await GrantedRights.ReadAsync(client, default);
    }
}
