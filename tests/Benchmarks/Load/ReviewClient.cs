using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Benchmarks.Load;

/// <summary>
/// Posts reviews, as an API server does: over TLS, on one connection with HTTP/2, on as many as requests wait with HTTP/1.1. Below HttpClient, whose
/// timeouts and buffers would cost as much as what is measured.
/// </summary>
internal sealed class ReviewClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMessageInvoker http;
    private readonly Uri url;
    private readonly Version version;

    public ReviewClient(Uri server, Version version)
    {
        url = server;
        this.version = version;
        http = new(new SocketsHttpHandler
        {
            SslOptions = new()
            {
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
                EnabledSslProtocols = SslProtocols.Tls13,
            },
            EnableMultipleHttp2Connections = false,
            MaxConnectionsPerServer = version.Major == 1 ? 256 : 1,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>The major version of HTTP.</summary>
    public int Major => version.Major;

    /// <summary>Sends a review and reads the answer to its end.</summary>
    /// <exception cref="InvalidDataException">The answer is not the approval that was to be measured.</exception>
    public async ValueTask SendAsync(Uri path, ReadOnlyMemory<byte> review, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(review) { Headers = { ContentType = Json } },
        };
        using var response = await http.SendAsync(request, cancel);
        var answer = await response.Content.ReadAsByteArrayAsync(cancel);
        if (response.StatusCode != HttpStatusCode.OK || answer.AsSpan().IndexOf("\"allowed\":true"u8) < 0)
            throw new InvalidDataException($"{path.AbsolutePath}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}");
    }

    /// <summary>The address of a path of the server.</summary>
    public Uri At(string path) => new(url, path);

    /// <summary>The text at a path.</summary>
    public async Task<string> GetAsync(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path)) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.SendAsync(request, cancel);
        return await response.Content.ReadAsStringAsync(cancel);
    }

    public void Dispose() => http.Dispose();
}
