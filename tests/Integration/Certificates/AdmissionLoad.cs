using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using k8s;

namespace Integration.Certificates;

/// <summary>
/// Writes that an API server asks the webhooks about, and stores none of: bursts of more than it keeps idle connections for (25 to a host), so that each burst begins some anew, and with them
/// handshakes.
/// </summary>
internal sealed class AdmissionLoad(Kubernetes client)
{
    private const int AtATime = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const string Tenant =
        """
        {"apiVersion": "tenantoperator.io/v1alpha1", "kind": "Tenant", "metadata": {"name": "certificate-load"},
         "spec": {"owners": [{"kind": "User", "name": "nobody"}], "namespaces": {"provision": [{"name": "dev"}]}}}
        """;

    private readonly ConcurrentQueue<string> _failures = new();
    private int _answered;

    /// <summary>How many were let in.</summary>
    public int Answered => _answered;

    /// <summary>What was said of the others.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Goes on until cancelled; what is under way then is answered.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => AskAsync()));
            await Task.Delay(Pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(client.BaseUri, "apis/tenantoperator.io/v1alpha1/tenants?dryRun=All"));
        request.Content = new StringContent(Tenant, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (client.Credentials is not null)
            await client.Credentials.ProcessHttpRequestAsync(request, default);
        using var answer = await client.HttpClient.SendAsync(request);
        if (answer.IsSuccessStatusCode)
            Interlocked.Increment(ref _answered);
        else
            _failures.Enqueue(await answer.Content.ReadAsStringAsync());
    }
}
