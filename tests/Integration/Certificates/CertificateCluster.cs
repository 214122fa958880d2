using ControlPlanes;
using ControlPlanes.Installation;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Integration.Certificates;

/// <summary>An API server of its own with two controllers and two webhook processes, whose certificates live for seconds or lie in a Secret.</summary>
public abstract class CertificateCluster(params IReadOnlyList<string> values) : IAsyncLifetime
{
    public const string Namespace = "tenant-operator";
    public const string SecretName = "webhook-tls";

    private EphemeralControlPlane? _cluster;
    private OperatorInstallation? _operator;

    /// <summary>A client of the platform admin.</summary>
    public Kubernetes Admin { get; private set; } = null!;

    public IReadOnlyList<OperatorProcess> Webhooks => _operator!.Webhooks;

    public IReadOnlyList<OperatorProcess> Controllers => _operator!.Controllers;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EphemeralControlPlane.StartRecordedAsync();
        Admin = _cluster.ControlPlane.CreateClient();
        await PrepareAsync();
        var options = new InstallationOptions(Controllers: 2, Webhooks: 2) { ChartValues = ["standardClass.enabled=false", .. values] };
        _operator = await OperatorInstallation.StartAsync(_cluster.ControlPlane, Path.Combine(_cluster.Folder, "operator"), options, Console.Error, default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
            await _operator.DisposeAsync();
        Admin?.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>Stores the Secret, whether it is there or not.</summary>
    internal async Task KeepAsync(V1Secret secret)
    {
        try
        {
            await Admin.CoreV1.ReplaceNamespacedSecretAsync(secret, SecretName, Namespace);
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            await Admin.CoreV1.CreateNamespacedSecretAsync(secret, Namespace);
        }
    }

    /// <summary>What is to be there before the chart.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;
}

/// <summary>Nothing else runs beside it: certificates that end in seconds leave a busy machine no time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CertificateCollection
{
    public const string Name = "certificates";
}
