using System.Security.Cryptography;
using System.Text;

namespace ControlPlanes.Installation;

/// <summary>What the processes of an installation are started with.</summary>
/// <param name="Executable">The copied executable.</param>
/// <param name="Server">The API server.</param>
/// <param name="Controller">What the controller's Deployment says of its pods.</param>
/// <param name="Webhooks">What the webhooks' Deployment says of its pods.</param>
/// <param name="Kubeconfigs">In a folder, by the names of the service accounts; null where the processes find the API server as in a pod.</param>
internal sealed record LaunchPlan(string Executable, Uri Server, LocalPod Controller, LocalPod Webhooks, string? Kubeconfigs)
{
    /// <summary>Changes with the build, the manifests, the configuration and the cluster: with what a process reads only when it starts.</summary>
    public string Identity { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Executable}\n{Server}\n{Text(Controller, Kubeconfigs)}\n{Text(Webhooks, Kubeconfigs)}")));

    public LocalPod PodOf(Role role) => role == Role.Controller ? Controller : Webhooks;

    /// <summary>With a token of the role's service account; null where there is none.</summary>
    public string? KubeconfigOf(Role role) => PathOf(PodOf(role), Kubeconfigs);

    private static string? PathOf(LocalPod pod, string? kubeconfigs) =>
        kubeconfigs is null || pod.Account is null ? null : Path.Combine(kubeconfigs, ServiceAccounts.FileOf(pod.Account));

    private static string Text(LocalPod pod, string? kubeconfigs)
    {
        IEnumerable<string> files = Directory.Exists(pod.Root) ? Directory.EnumerateFiles(pod.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [];
        if (PathOf(pod, kubeconfigs) is { } kubeconfig)
            files = files.Append(kubeconfig);
        return string.Join('\n', [.. pod.Arguments, .. pod.Environment.Select(v => $"{v.Key}={v.Value}"), .. files.Select(File.ReadAllText)]);
    }
}
