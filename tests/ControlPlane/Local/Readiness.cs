using k8s;
using k8s.Autorest;

namespace ControlPlanes.Local;

/// <summary>When a control plane can be worked with.</summary>
internal static class Readiness
{
    /// <summary>Whether the API server says that it is ready; false while nobody listens.</summary>
    public static async Task<bool> ApiServerAnswersAsync(Kubernetes client, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.HttpClient.GetAsync(new Uri(client.BaseUri, "readyz"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether the controllers have begun: no pod can be created in a namespace before its default service account is there, and,
    /// up to 1.23, the account's token.
    /// </summary>
    public static async Task<bool> ControllersWorkAsync(Kubernetes client, CancellationToken cancel)
    {
        try
        {
            var account = await client.CoreV1.ReadNamespacedServiceAccountAsync("default", "default", cancellationToken: cancel);
            var version = await client.Version.GetCodeAsync(cancel);
            bool needsToken = ServerVersion.Parse(version) < new Version(1, 24);
            return !needsToken || account.Secrets is { Count: > 0 };
        }
        catch (HttpOperationException)
        {
            return false;
        }
    }
}
