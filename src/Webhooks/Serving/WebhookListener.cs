using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Reviews;

namespace Webhooks.Serving;

/// <summary>How Kestrel listens for the API server.</summary>
public static class WebhookListener
{
    /// <summary>
    /// Listens for webhook calls: TLS 1.2 and up with the <see cref="ServedCertificate"/>, HTTP/2 and HTTP/1.1. Sets the limits of
    /// the whole server: nobody else on it needs more.
    /// </summary>
    public static void ListenForWebhooks(this KestrelServerOptions server, IPEndPoint endpoint)
    {
        var connections = server.ApplicationServices.GetRequiredService<OpenConnections>();
        var certificate = server.ApplicationServices.GetRequiredService<ServedCertificate>();
        server.AddServerHeader = false;
        SetLimits(server.Limits);
        server.Listen(endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
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

        // The API server keeps connections for 90 s of idleness; it should be the one that closes, or calls are lost in between.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(150);

        // API servers speak HTTP/1.1 to webhooks. Who speaks HTTP/2 has one connection and as many calls on it as requests wait: with few streams they would queue here.
        limits.Http2.MaxStreamsPerConnection = 1000;
        limits.Http2.InitialConnectionWindowSize = 8 * 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);

        // Some 10 KB each while idle. API servers need a handful; the rest is for whoever knocks without being one.
        limits.MaxConcurrentConnections = 4096;
    }
}
