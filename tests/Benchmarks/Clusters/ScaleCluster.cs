using System.Globalization;
using System.Text.Json.Nodes;
using Benchmarks.Frame;
using Benchmarks.Processes;
using ControlPlanes;
using ControlPlanes.Installation;
using OperatorRuntime;

namespace Benchmarks.Clusters;

/// <summary>A control plane of its own with the operator on it: one controller, one webhook process or more. Its processes end with the section's folder.</summary>
internal sealed class ScaleCluster : IAsyncDisposable
{
    private static readonly ResourceType Classes = new("tenantoperator.io", "v1alpha1", "tenantclasses", "TenantClass", false);
    private static readonly NamespacedName Standard = NamespacedName.Cluster("standard");

    private readonly ControlPlane controlPlane;
    private readonly OperatorInstallation installation;
    private readonly string folder;

    private ScaleCluster(ControlPlane controlPlane, OperatorInstallation installation, string folder) =>
        (this.controlPlane, this.installation, this.folder, Admin) = (controlPlane, installation, folder, KubeTransport.Create(controlPlane.KubeconfigPath));

    /// <summary>The platform's admin.</summary>
    public KubeTransport Admin { get; }

    /// <summary>What is measured.</summary>
    public OperatorProcess Controller => installation.Controllers[0];

    /// <summary>What is measured.</summary>
    public OperatorProcess Webhooks => installation.Webhooks[0];

    /// <summary>All of them.</summary>
    public IReadOnlyList<OperatorProcess> WebhookProcesses => installation.Webhooks;

    /// <summary>A client of a user.</summary>
    public async Task<KubeTransport> AsAsync(string user, CancellationToken cancel) => KubeTransport.Create(await controlPlane.KubeconfigForAsync(user, [], cancel));

    /// <summary>The API server and where it comes from.</summary>
    public string Server => $"Kubernetes {controlPlane.Version} ({controlPlane.Origin})";

    /// <summary>Starts one in a folder of its own below the section's.</summary>
    public static async Task<ScaleCluster> StartAsync(Run run, string name, int webhooks, CancellationToken cancel)
    {
        // Ten thousand namespaces are nothing to make in a cluster that somebody has a use for.
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TEST_KUBECONFIG")))
            throw new InvalidOperationException("TEST_KUBECONFIG is set: this section fills a cluster, and takes only one that it has started itself");
        var home = Path.Combine(run.Folder, name);
        Directory.CreateDirectory(home);
        var started = await ControlPlane.StartAsync(home, TextWriter.Null, cancel);
        var options = new InstallationOptions(Controllers: 1, Webhooks: webhooks) { Executable = Executables.Operator(run.Quick) };
        return new(started, await OperatorInstallation.StartAsync(started, Path.Combine(home, "operator"), options, TextWriter.Null, cancel), home);
    }

    /// <summary>A client with the rights of the controller.</summary>
    public KubeTransport AsController() => KubeTransport.Create(Path.Combine(folder, "operator", "tenant-operator-controller.kubeconfig"));

    /// <summary>What was written until now, whoever it was, though no operator runs.</summary>
    public async Task<WriteCount> WritesOfAllAsync(CancellationToken cancel) => new(await ApiRequests.ReadAsync(controlPlane, cancel), 0);

    /// <summary>What was written until now, and by whom.</summary>
    public async Task<WriteCount> WritesAsync(CancellationToken cancel) => (await WritesOfAllAsync(cancel)) with { ByOperator = await ProcessRequests.ReadAsync([Controller, Webhooks], cancel) };

    /// <summary>Gives the default class one more entry in a quota.</summary>
    public async Task ChangeClassAsync(CancellationToken cancel)
    {
        var more = new JsonObject { ["op"] = "add", ["path"] = "/spec/policy/quotas/1/hard/count~1daemonsets.apps", ["value"] = "5" };
        (await Admin.JsonPatchAsync(Classes, Standard, new JsonArray(more), null, cancel)).Dispose();
    }

    /// <summary>Whether the default class, as it is stored now, has reached so many tenants, which are all.</summary>
    public async Task<bool> ClassIsSettledAsync(int tenants, CancellationToken cancel)
    {
        using var stored = await Admin.GetAsync(Classes, Standard, cancel) ?? throw new InvalidOperationException("there is no class standard");
        var status = stored.RootElement.GetProperty("status");
        return status.GetProperty("observedGeneration").GetInt64() == stored.RootElement.GetProperty("metadata").GetProperty("generation").GetInt64()
            && status.GetProperty("progress").GetString() == string.Create(CultureInfo.InvariantCulture, $"{tenants}/{tenants}");
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await installation.DisposeAsync();
        await controlPlane.StopAsync();
    }
}
