using ControlPlanes;
using ControlPlanes.Audit;
using k8s;

[assembly: AssemblyFixture(typeof(Integration.ApiServer))]

namespace Integration;

/// <summary>
/// The real API server of a test run, started once. A test class takes it by a constructor parameter, and names what it makes
/// so that other tests do not meet it (<see cref="UniqueName"/>).
/// </summary>
public sealed class ApiServer : IAsyncLifetime
{
    private EphemeralControlPlane? running;

    /// <summary>The control plane: kubeconfigs and clients of admin and users.</summary>
    public ControlPlane ControlPlane => running?.ControlPlane ?? throw new InvalidOperationException("not started yet");

    /// <summary>A temporary folder: processes whose pid files lie in it end with the run.</summary>
    public string Folder => running?.Folder ?? throw new InvalidOperationException("not started yet");

    /// <summary>A client of the platform admin.</summary>
    public Kubernetes Admin { get; private set; } = null!;

    /// <summary>A name that no other test uses.</summary>
    public static string UniqueName(string prefix) => $"{prefix}-{Guid.NewGuid().ToString("n")[..8]}";

    public async ValueTask InitializeAsync()
    {
        // Before any other API server of the run has anything to record.
        RightsRecord.Clear();
        running = await EphemeralControlPlane.StartRecordedAsync();
        Admin = ControlPlane.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (running is not null)
            await running.DisposeAsync();
    }
}
