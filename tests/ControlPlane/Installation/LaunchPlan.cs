using System.Security.Cryptography;
using System.Text;

namespace ControlPlanes.Installation;

/// <summary>What the processes of an installation are started with.</summary>
/// <param name="Executable">The copied executable.</param>
/// <param name="ConfigFile">The configuration that the chart rendered.</param>
/// <param name="ControllerKubeconfig">With a token of the controller's service account.</param>
/// <param name="WebhooksKubeconfig">With a token of the webhooks' service account.</param>
internal sealed record LaunchPlan(string Executable, string ConfigFile, string ControllerKubeconfig, string WebhooksKubeconfig)
{
    /// <summary>Changes with the build, the configuration and the cluster: with what a process reads only when it starts.</summary>
    public string Identity { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Executable}\n{File.ReadAllText(ConfigFile)}\n{File.ReadAllText(ControllerKubeconfig)}\n{File.ReadAllText(WebhooksKubeconfig)}")));

    public string KubeconfigOf(Role role) => role == Role.Controller ? ControllerKubeconfig : WebhooksKubeconfig;
}
