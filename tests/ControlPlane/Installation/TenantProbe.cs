using System.Net.Http.Headers;
using System.Text;
using k8s;

namespace ControlPlanes.Installation;

/// <summary>A Tenant that nobody stores: the API server asks the webhooks all the same, and refuses when they do, or do not answer.</summary>
internal static class TenantProbe
{
    /// <summary>Asks for it in dry-run.</summary>
    /// <param name="client">Of a platform admin.</param>
    /// <param name="spec">What it has beside an owner, as members of a JSON object.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Why it is refused; null when it is not.</returns>
    public static async Task<string?> RefusalAsync(Kubernetes client, string spec, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(client.BaseUri, "apis/tenantoperator.io/v1alpha1/tenants?dryRun=All"));
        request.Content = new StringContent(
            $$"""{"apiVersion": "tenantoperator.io/v1alpha1", "kind": "Tenant", "metadata": {"name": "probe"}, "spec": {"owners": [{"kind": "User", "name": "nobody"}], {{spec}} } }""",
            Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (client.Credentials is not null)
            await client.Credentials.ProcessHttpRequestAsync(request, cancel);
        using var answer = await client.HttpClient.SendAsync(request, cancel);
        return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(cancel);
    }
}
