using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using ControlPlanes.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Drills.Wires;

/// <summary>
/// Stands before the API server, with a port for each process of the operator: passes requests on and counts them, answers in the API server's stead when it is told to, and cuts watches
/// that are open.
/// </summary>
internal sealed class Gate : IAsyncDisposable
{
    // Of one hop, or made by whoever sends the message on.
    private static readonly HashSet<string> OfOneHop = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "TE" };

    private readonly WebApplication application;
    private readonly HttpMessageInvoker server;
    private readonly Uri address;
    private readonly IReadOnlyDictionary<int, string> senders;
    private readonly ConcurrentQueue<Sent> sent = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly HashSet<HttpContext> watches = [];
    private volatile Func<Sent, Refusal?>? refuses;

    private Gate(WebApplication application, Uri address, IReadOnlyDictionary<int, string> senders)
    {
        (this.application, this.address, this.senders) = (application, address, senders);
        server = new(new SocketsHttpHandler
        {
            // What is asked of both ends is on loopback, and the one behind is known by its port.
            SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            AutomaticDecompression = DecompressionMethods.None,
            AllowAutoRedirect = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>The time by the gate's clock: what is sent later is later than this.</summary>
    public TimeSpan Now => clock.Elapsed;

    /// <summary>Opens it.</summary>
    /// <param name="address">The API server.</param>
    /// <param name="certificate">For 127.0.0.1, of the cluster's authority.</param>
    /// <param name="senders">Ports, and the process that comes by each.</param>
    public static async Task<Gate> OpenAsync(Uri address, PemPair certificate, IReadOnlyDictionary<int, string> senders)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var leaf = X509Certificate2.CreateFromPem(certificate.Certificate, certificate.Key);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            (kestrel.Limits.MinResponseDataRate, kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MaxRequestBodySize) = (null, null, null);
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            foreach (var port in senders.Keys)
            {
                kestrel.Listen(IPAddress.Loopback, port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1AndHttp2;
                    listen.UseHttps(leaf);
                });
            }
        });
        var web = builder.Build();
        var opened = new Gate(web, address, senders);
        web.Run(opened.HandleAsync);
        await web.StartAsync();
        return opened;
    }

    /// <summary>Answers in the API server's stead from now on, where the function gives something; null: passes everything on.</summary>
    public void Refuse(Func<Sent, Refusal?>? answer) => refuses = answer;

    /// <summary>Cuts every watch that is open.</summary>
    /// <returns>How many.</returns>
    public int CutWatches()
    {
        lock (gate)
        {
            foreach (var watch in watches)
                watch.Abort();
            return watches.Count;
        }
    }

    /// <summary>What came since a time of the gate's clock, in order.</summary>
    public IReadOnlyList<Sent> Since(TimeSpan time) => [.. sent.Where(s => s.At >= time).OrderBy(s => s.At)];

    /// <summary>The most that came in any second since a time.</summary>
    public int MostInASecond(TimeSpan since) => Since(since).GroupBy(s => (int)s.At.TotalSeconds).Select(s => s.Count()).DefaultIfEmpty(0).Max();

    public async ValueTask DisposeAsync()
    {
        CutWatches();
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
        server.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var isWatch = http.Request.QueryString.Value?.Contains("watch=true", StringComparison.Ordinal) == true;
        var request = new Sent(Now, senders[http.Connection.LocalPort], http.Request.Method, http.Request.Path.Value ?? "", isWatch);
        if (isWatch)
        {
            lock (gate)
                watches.Add(http);
        }

        try
        {
            if (refuses?.Invoke(request) is { } refusal)
                await RefuseAsync(http, request, refusal);
            else
                await PassAsync(http, request);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // One of the two is gone. The other sees what it would see without us: a connection that breaks.
            if (!http.Response.HasStarted)
                sent.Enqueue(request);
            http.Abort();
        }
        finally
        {
            lock (gate)
                watches.Remove(http);
        }
    }

    private Task RefuseAsync(HttpContext http, Sent request, Refusal refusal)
    {
        sent.Enqueue(request with { Code = refusal.Code });
        http.Response.StatusCode = refusal.Code;
        http.Response.ContentType = "application/json";
        if (refusal.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = $"{seconds}";
        return http.Response.WriteAsync(
            $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"a drill","code":{{refusal.Code}},"reason":"{{refusal.Reason}}"}""", http.RequestAborted);
    }

    private async Task PassAsync(HttpContext http, Sent request)
    {
        using var message = MessageOf(http);
        using var answer = await server.SendAsync(message, http.RequestAborted);
        sent.Enqueue(request with { Code = (int)answer.StatusCode });
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!OfOneHop.Contains(name))
                http.Response.Headers[name] = values.ToArray();
        }

        await http.Response.StartAsync(http.RequestAborted);
        await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            // A watch's event is of use when it comes, not when the buffer is full.
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    private HttpRequestMessage MessageOf(HttpContext http)
    {
        var message = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(address, http.Features.Get<IHttpRequestFeature>()!.RawTarget))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (http.Request.ContentLength > 0)
            message.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers)
        {
            if (!OfOneHop.Contains(name) && !message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return message;
    }
}
