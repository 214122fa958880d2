using ControlPlanes;
using ControlPlanes.Installation;

namespace Integration.Lifecycle.Crash;

/// <summary>An API server of its own with two controllers, whose lease is short: whoever starts after a kill waits it out.</summary>
public sealed class CrashCluster : IAsyncLifetime
{
    private EphemeralControlPlane? _cluster;
    private OperatorInstallation? _operator;

    /// <summary>Kubeconfig of a platform admin.</summary>
    public string Kubeconfig => _cluster!.ControlPlane.KubeconfigPath;

    /// <summary>The controllers.</summary>
    public IReadOnlyList<OperatorProcess> Controllers => _operator!.Controllers;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EphemeralControlPlane.StartRecordedAsync();
        var options = new InstallationOptions(Controllers: 2, Webhooks: 2)
        {
            ChartValues = ["leaderElection.leaseDuration=3s", "leaderElection.renewDeadline=2500ms", "leaderElection.retryPeriod=200ms"],
        };
        _operator = await OperatorInstallation.StartAsync(_cluster.ControlPlane, Path.Combine(_cluster.Folder, "operator"), options, Console.Error, default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
            await _operator.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}

/// <summary>Nothing else runs beside it: how far a controller has come when it dies is to be the dice's choice, not that of other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CrashCollection : ICollectionFixture<CrashCluster>
{
    public const string Name = "crash";
}
