using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Drills.Wires;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime.Tests.Transport;

/// <summary>Connections that lead nowhere from one moment on, without a reset, as behind a firewall that forgets them; new ones pass. Over TLS and HTTP/2, as to a real API server.</summary>
public sealed class HungConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly X509Certificate2 certificate = Certificate();
    private WebApplication server = null!;
    private Wire wire = null!;
    private KubeTransport transport = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await StartAsync(certificate);
        wire = Wire.Lay(0, new Uri(server.Urls.First()).Port);
        var configuration = new KubernetesClientConfiguration { Host = $"https://127.0.0.1:{wire.Port}", SslCaCerts = [X509CertificateLoader.LoadCertificate(certificate.RawData)] };
        // Pings as often as they can be had: those of every day take half a minute.
        transport = new KubeTransport(Connection.Open(configuration, Second, Second), HttpVersion.Version20, new RuntimeServices());
    }

    public async ValueTask DisposeAsync()
    {
        transport.Dispose();
        wire.Dispose();
        using var now = new CancellationTokenSource(Second);
        await server.StopAsync(now.Token);
        await server.DisposeAsync();
        certificate.Dispose();
    }

    [Fact]
    public async Task A_watch_on_it_fails_by_its_pings_and_the_next_request_goes_over_a_new_one()
    {
        var opened = new TaskCompletionSource();
        var watch = WatchAsync(opened.SetResult);
        await opened.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal("HTTP/2", await ProtocolAsync(transport, TimeSpan.FromSeconds(10)));

        wire.Forget();

        var failure = await Assert.ThrowsAsync<ApiException>(() => watch.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(ApiException.Unreachable, failure.Reason);
        Assert.Equal("HTTP/2", await ProtocolAsync(transport, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task With_connections_of_its_own_a_request_that_is_given_up_leaves_a_new_one_to_the_next()
    {
        var own = transport.WithOwnConnections();
        Assert.Equal("HTTP/1.1", await ProtocolAsync(own, TimeSpan.FromSeconds(10)));

        wire.Forget();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProtocolAsync(own, TimeSpan.FromSeconds(0.3)));
        Assert.Equal("HTTP/1.1", await ProtocolAsync(own, TimeSpan.FromSeconds(10)));
    }

    private async Task WatchAsync(Action opened)
    {
        await foreach (var change in transport.WatchAsync(Cluster.Widgets, new ListOptions { ResourceVersion = "1" }, opened, Cancel))
        {
            Assert.Fail($"nothing was to come, but {change.Type} came");
        }
    }

    private static async Task<string?> ProtocolAsync(KubeTransport transport, TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(patience);
        using var answer = await transport.GetRawAsync("protocol", limit.Token);
        return answer.RootElement.GetString();
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(async context =>
        {
            if (!context.Request.Query.ContainsKey("watch"))
            {
                await context.Response.WriteAsJsonAsync(context.Request.Protocol);
                return;
            }
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await app.StartAsync(Cancel);
        return app;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
