using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Reviews;
using Webhooks.Telemetry;

namespace Webhooks.Serving;

/// <summary>How Kestrel listens for the API server.</summary>
public static class WebhookListener
{
    /// <summary>
    /// Some 80 KiB each, the most of it TLS: a third of what the chart lets a process have. An API server has one for each call that it waits for, and a few dozen that wait for a
    /// call; the rest is for whoever knocks without being one.
    /// </summary>
    public const int MostConnections = 1024;

    /// <summary>
    /// How long a connection may stand without a review. Longer than API servers keep one that they opened and did not need (90 s): the call that goes out on it in the moment in which
    /// it is closed here would be lost.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Listens for webhook calls: TLS 1.2 and up with the <see cref="ServedCertificate"/>, HTTP/2 and HTTP/1.1, as many connections as the <see cref="ConnectionLimit"/> says.
    /// Sets the limits of the whole server: nobody else on it needs more.
    /// </summary>
    public static void ListenForWebhooks(this KestrelServerOptions server, IPEndPoint endpoint)
    {
        var connections = server.ApplicationServices.GetRequiredService<OpenConnections>();
        var limit = server.ApplicationServices.GetRequiredService<ConnectionLimit>();
        server.ApplicationServices.GetRequiredService<WebhookMetrics>().ObserveConnections(limit);
        var certificate = server.ApplicationServices.GetRequiredService<ServedCertificate>();
        server.AddServerHeader = false;
        SetLimits(server.Limits);
        server.Listen(endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(next => connection => limit.HoldAsync(connection, next));
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(certificate.Options),
                HandshakeTimeout = TimeSpan.FromSeconds(5),
            });
            // After TLS: what counts is a connection that can be asked on.
            listen.Use(next => connection => connections.CountAsync(connection, next));
        });
    }

    private static void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = ReviewBody.Limit;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // A webhook call may take 30 s at most: at this pace the largest body comes in 28. A small one may take the ten seconds.
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 256 * 1024, gracePeriod: TimeSpan.FromSeconds(10));

        // The API server keeps connections for 90 s of idleness; it should be the one that closes, or calls are lost in between.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(150);

        // API servers speak HTTP/1.1 to webhooks. Who speaks HTTP/2 has one connection and as many calls on it as requests wait: with few streams they would queue here.
        limits.Http2.MaxStreamsPerConnection = 1000;
        limits.Http2.InitialConnectionWindowSize = 8 * 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);

        // Of each port by itself, and refused beyond it: for what ConnectionLimit has told to go and takes its time.
        limits.MaxConcurrentConnections = 2 * MostConnections;
    }
}
