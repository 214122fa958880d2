using k8s;

namespace ControlPlanes.Ways;

/// <summary><c>TEST_KUBECONFIG</c>: a cluster that the user already has, and that is left running.</summary>
internal sealed class GivenKubeconfig(string? path) : IWay
{
    private const string WayName = "TEST_KUBECONFIG";

    public string Name => WayName;

    /// <summary>Whether the folder's control plane is one that the user had.</summary>
    public static bool WasTakenFor(string folder) => WaysInOrder.Remembered(folder) == WayName;

    public async Task<Attempt> TryAsync(string folder, TextWriter log, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(path))
            return Attempt.Skipped("not set");
        // Set but unusable is an error, never a reason to go on: tests must not run somewhere else than they were told to.
        if (!File.Exists(path))
            throw new FileNotFoundException($"TEST_KUBECONFIG names {path}, which is not there", path);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(path));
        var version = await client.Version.GetCodeAsync(cancel);
        string origin = $"the cluster of TEST_KUBECONFIG ({path}), Kubernetes {version.GitVersion}";
        return Attempt.Found(new SigningCluster(Path.GetFullPath(path), origin, () => Task.CompletedTask));
    }
}
