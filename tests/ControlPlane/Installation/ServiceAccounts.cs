using ControlPlanes.Certificates;
using k8s;
using k8s.Models;

namespace ControlPlanes.Installation;

/// <summary>Kubeconfigs with tokens of the operator's own service accounts: its processes have the rights that the chart gives, no more.</summary>
internal sealed class ServiceAccounts(ControlPlane controlPlane, string folder)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>The name of an account's kubeconfig.</summary>
    public static string FileOf(string account) => account + ".kubeconfig";

    /// <summary>Path of the kubeconfig; the token is renewed when it is half-way through its life.</summary>
    public async Task<string> KubeconfigAsync(string account, CancellationToken cancel)
    {
        string path = Path.Combine(folder, FileOf(account));
        if (File.Exists(path) && IsFresh(path))
            return path;
        using var client = controlPlane.CreateClient();
        var request = new Authenticationv1TokenRequest
        {
            Spec = new V1TokenRequestSpec { Audiences = [], ExpirationSeconds = (long)Lifetime.TotalSeconds },
        };
        var token = await client.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, account, Chart.Namespace, cancellationToken: cancel);
        SecretFile.Write(path, Kubeconfig.WithToken(controlPlane.Server, controlPlane.CertificateAuthority, account, token.Status.Token));
        return path;
    }

    // A kubeconfig for another API server is of no use, however young.
    private bool IsFresh(string path) =>
        DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < Lifetime / 2
        && File.ReadAllText(path).Contains($"\"{controlPlane.Server}\"", StringComparison.Ordinal);
}
