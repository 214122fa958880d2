using k8s;

namespace ControlPlanes;

/// <summary>What an API server tells of itself.</summary>
public static class ApiServerMetrics
{
    /// <summary>All of it, in the text format of Prometheus.</summary>
    /// <param name="client">Of somebody who may read metrics.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<string> ReadAsync(Kubernetes client, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseUri, "metrics"));
        if (client.Credentials is not null)
            await client.Credentials.ProcessHttpRequestAsync(request, cancel);
        using var answer = await client.HttpClient.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(cancel);
    }
}
