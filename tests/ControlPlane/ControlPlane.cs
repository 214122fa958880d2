using ControlPlanes.Certificates;
using ControlPlanes.Ways;
using k8s;

namespace ControlPlanes;

/// <summary>A running control plane: a real API server, found or started in one of four ways (docs/development.md).</summary>
public sealed class ControlPlane
{
    private readonly IRunningCluster cluster;
    private readonly string folder;
    private readonly KubernetesClientConfiguration configuration;

    private ControlPlane(IRunningCluster cluster, string folder, Version version)
    {
        this.cluster = cluster;
        this.folder = folder;
        configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath);
        Version = version;
    }

    /// <summary>Kubeconfig of a platform admin (group <c>system:masters</c>).</summary>
    public string KubeconfigPath => cluster.KubeconfigPath;

    /// <summary>Where the control plane came from, for people.</summary>
    public string Origin => cluster.Origin;

    /// <summary>The API server's major and minor version: some tests need more than 1.20 has.</summary>
    public Version Version { get; }

    /// <summary>The API server's URL.</summary>
    public string Server => configuration.Host;

    /// <summary>PEM of the CAs that vouch for the API server; empty when the system's own do.</summary>
    public string CertificateAuthority => string.Concat((configuration.SslCaCerts?.Select(c => c.ExportCertificatePem() + "\n")) ?? []);

    /// <summary>
    /// Finds or starts a control plane; state, logs and process ids lie below the folder. Called again for the same folder it
    /// returns what runs there, and starts again what has died.
    /// </summary>
    public static async Task<ControlPlane> StartAsync(string folder, TextWriter log, CancellationToken cancel)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        bool known = WaysInOrder.Remembered(folder) is not null;
        foreach (var way in WaysInOrder.For(folder))
        {
            var attempt = await way.TryAsync(folder, log, cancel);
            if (attempt.Cluster is not { } cluster)
            {
                if (!known)
                    await log.WriteLineAsync($"  {way.Name}: {attempt.Reason}");
                continue;
            }

            WaysInOrder.Remember(folder, way);
            using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath));
            return new ControlPlane(cluster, folder, ServerVersion.Parse(await client.Version.GetCodeAsync(cancel)));
        }

        throw new InvalidOperationException("no way led to a control plane");
    }

    /// <summary>A client of the platform admin. The caller disposes of it.</summary>
    public Kubernetes CreateClient() => CreateClient(KubeconfigPath);

    /// <summary>A client with the credentials of a kubeconfig. The caller disposes of it.</summary>
    public static Kubernetes CreateClient(string kubeconfigPath) =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfigPath));

    /// <summary>A client of this user with these groups (beside <c>system:authenticated</c>). The caller disposes of it.</summary>
    public async Task<Kubernetes> CreateClientAsync(string user, IReadOnlyList<string> groups, CancellationToken cancel = default) =>
        CreateClient(await KubeconfigForAsync(user, groups, cancel));

    /// <summary>Path of a kubeconfig of this user with these groups, with a client certificate that the cluster's CA signed.</summary>
    public async Task<string> KubeconfigForAsync(string user, IReadOnlyList<string> groups, CancellationToken cancel = default)
    {
        string users = Path.Combine(folder, "users");
        Directory.CreateDirectory(users);
        string path = Path.Combine(users, string.Join('+', [user, .. groups]).Replace('/', '_') + ".kubeconfig");
        var pair = await cluster.ClientCertificateAsync(user, groups, cancel);
        SecretFile.Write(path, Kubeconfig.WithCertificate(Server, CertificateAuthority, user, pair));
        return path;
    }

    /// <summary>Stops the processes that were started for it. A cluster of the user's own is left alone.</summary>
    public Task StopAsync() => cluster.StopAsync();
}
