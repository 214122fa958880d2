using System.Net;
using System.Net.Http.Headers;

namespace Drills.Clusters;

/// <summary>Posts to webhook processes as an API server does.</summary>
internal sealed class ReviewClient : IDisposable
{
    private readonly HttpClient http;

    /// <summary>One that keeps connections, or makes a new one for each call.</summary>
    /// <param name="keepsConnections">Whether it keeps them.</param>
    /// <param name="patience">How long an answer may take.</param>
    public ReviewClient(bool keepsConnections, TimeSpan patience) =>
        http = new(new SocketsHttpHandler
        {
            // Whether the API server trusts what is served is seen by what comes through it.
            SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            PooledConnectionLifetime = keepsConnections ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
            AllowAutoRedirect = false,
            UseCookies = false,
        })
        {
            Timeout = patience,
        };

    /// <summary>Posts a body.</summary>
    /// <returns>The status and the answer; 0 and the reason when there was none.</returns>
    public async Task<(int Code, string Text)> PostAsync(Uri url, byte[] body, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var answer = await http.PostAsync(url, content, cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return (0, e.Message);
        }
    }

    /// <summary>Whether a GET is answered with 200.</summary>
    public async Task<bool> IsFineAsync(Uri url, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(url, cancel);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();
}
