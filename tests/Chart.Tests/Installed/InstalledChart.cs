using Chart.Tests.Helm;
using ControlPlanes;
using ControlPlanes.Processes;
using k8s;
using k8s.Models;

namespace Chart.Tests.Installed;

/// <summary>
/// The chart, installed by the real helm on a real API server, with values under which no process runs in the cluster.
/// The registrations are taken away again: nothing answers them here, and they fail closed.
/// </summary>
public sealed class InstalledChart : IAsyncLifetime
{
    public const string Release = "tenant-operator";
    public const string Namespace = "tenant-operator";

    /// <summary>A namespace that stands for a tenant's; made before the registrations.</summary>
    public const string TenantNamespace = "acme-dev";

    private const string OfTheRelease = $"app.kubernetes.io/instance={Release}";

    private static readonly string[] Curated = ["owner", "edit", "view"];

    private static readonly string[] Foreign = ["prometheus-operator.yaml", "cert-manager.yaml"];

    private readonly List<ForeignDefinitions> foreign = [];
    private EphemeralControlPlane? running;

    public ControlPlane ControlPlane => running!.ControlPlane;

    /// <summary>A temporary folder: processes whose pid files lie in it end with the run.</summary>
    public string Folder => running!.Folder;

    /// <summary>A client of the platform admin.</summary>
    public Kubernetes Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        running = await EphemeralControlPlane.StartAsync();
        Admin = ControlPlane.CreateClient();
        await Admin.CoreV1.CreateNamespaceAsync(new() { Metadata = new() { Name = TenantNamespace } });
        foreach (string role in Curated)
            await Admin.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(Binding($"tenant-operator:{role}", new() { Kind = "User", Name = UserOf(role) }), TenantNamespace);
        foreach (string file in Foreign)
        {
            foreign.Add(new ForeignDefinitions(ControlPlane.KubeconfigPath, file));
            await foreign[^1].MakeAsync();
        }
        await InstallAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (running is null)
            return;
        // A cluster of the user's own is left as it was, but for the definitions that the chart keeps.
        await HelmAsync("uninstall", Release);
        foreach (var definitions in foreign)
            await definitions.RemoveAsync();
        await Admin.CoreV1.DeleteNamespaceAsync(TenantNamespace);
        Admin.Dispose();
        await running.DisposeAsync();
    }

    /// <summary>Installs it, and waits until the curated roles hold their rules.</summary>
    internal async Task InstallAsync()
    {
        await ApplyAsync("outside-values.yaml");
        await AggregationAsync();
    }

    /// <summary>Installs or upgrades to a value set, and takes the registrations away.</summary>
    internal async Task ApplyAsync(string values)
    {
        await UpgradeAsync(values);
        await RemoveRegistrationsAsync();
    }

    /// <summary>Installs or upgrades to a value set.</summary>
    internal async Task UpgradeAsync(string values)
    {
        // Helm takes a set that sets nothing, as the defaults' own does, for the wish to keep the values of the release.
        var result = await HelmAsync("upgrade", "--install", Release, ChartFolder.Path, "--create-namespace", "--reset-values", "--values", ChartFolder.ValueSet(values));
        Assert.True(result.Succeeded, result.Text);
    }

    /// <summary>Nothing answers the webhooks in these tests, and they fail closed.</summary>
    public async Task RemoveRegistrationsAsync()
    {
        await Admin.AdmissionregistrationV1.DeleteCollectionValidatingWebhookConfigurationAsync(labelSelector: OfTheRelease);
        await Admin.AdmissionregistrationV1.DeleteCollectionMutatingWebhookConfigurationAsync(labelSelector: OfTheRelease);
    }

    internal Task<CommandLine.Result> HelmAsync(params IEnumerable<string> arguments) =>
        HelmRunner.RunAsync([.. arguments, "--namespace", Namespace, "--kubeconfig", ControlPlane.KubeconfigPath]);

    /// <summary>A client of the member who has this curated role in <see cref="TenantNamespace"/>.</summary>
    public Task<Kubernetes> MemberAsync(string role) => ControlPlane.CreateClientAsync(UserOf(role), []);

    /// <summary>A client with a service account's own token.</summary>
    public async Task<Kubernetes> ServiceAccountAsync(string name) => new(await ConfigurationOfAsync(name));

    /// <summary>How a process with a service account's own token finds the API server.</summary>
    public async Task<KubernetesClientConfiguration> ConfigurationOfAsync(string serviceAccount) => new()
    {
        Host = ControlPlane.Server,
        SslCaCerts = KubernetesClientConfiguration.BuildConfigFromConfigFile(ControlPlane.KubeconfigPath).SslCaCerts,
        AccessToken = (await Admin.CoreV1.CreateNamespacedServiceAccountTokenAsync(new() { Spec = new() { Audiences = [] } }, serviceAccount, Namespace)).Status.Token,
    };

    public static V1RoleBinding Binding(string clusterRole, Rbacv1Subject subject) => new()
    {
        Metadata = new() { Name = clusterRole },
        RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = clusterRole },
        Subjects = [subject],
    };

    private static string UserOf(string role) => $"chart-{role}";

    // The control plane fills the curated roles a moment after they appear; the owner's last, as it holds the others.
    private async Task AggregationAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await Admin.RbacAuthorizationV1.ReadClusterRoleAsync("tenant-operator:owner", cancellationToken: deadline.Token)).Rules.Any(r => r.Resources.Contains("pods/log")))
            await Task.Delay(50, deadline.Token);
    }
}
