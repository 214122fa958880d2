using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tenancy.Policies;
using Webhooks.Denials;
using Webhooks.Index;
using Webhooks.Ledgers;
using Webhooks.Serving;
using Webhooks.Telemetry;

namespace Webhooks.Tests.Fixtures;

/// <summary>The webhooks on a real Kestrel with TLS, on loopback; only the feed of the index is left out.</summary>
internal sealed class WebhookProcess : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebhookProcess(WebApplication app) => this.app = app;

    public FakeSource Source { get; private init; } = new();

    public FakeLedgers Ledgers { get; private init; } = new();

    public FakeDenialWriter DenialEvents { get; private init; } = new();

    public IServiceProvider Services => app.Services;

    public ServedCertificate Certificate => app.Services.GetRequiredService<ServedCertificate>();

    public Metrics Metrics() => new(app.Services.GetRequiredService<WebhookMetrics>());

    public Uri Address => new(app.Urls.Single());

    public static async Task<WebhookProcess> StartAsync(TenancyIndex? index = null, Action<IServiceCollection>? configure = null)
    {
        var (source, ledgers, denials) = (new FakeSource(), new FakeLedgers(), new FakeDenialWriter());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new PlatformSettings { OperatorUsers = ["system:serviceaccount:tenant-operator:tenant-operator-controller"] });
        builder.Services.AddSingleton<ITenancySource>(source);
        builder.Services.AddSingleton<ILedgerStore>(ledgers);
        builder.Services.AddSingleton<IDenialWriter>(denials);
        builder.Services.AddWebhooks();
        builder.Services.AddSingleton(index ?? World.Index());
        // The last hosted service that was added is the feed.
        builder.Services.Remove(builder.Services.Last(s => s.ServiceType == typeof(IHostedService)));
        configure?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(server => server.ListenForWebhooks(new IPEndPoint(IPAddress.Loopback, 0)));
        var built = builder.Build();
        built.Services.GetRequiredService<Draining>().Delay = TimeSpan.Zero;
        built.Services.GetRequiredService<ServedCertificate>().Serve(Certificates.SelfSigned());
        built.MapWebhooks();
        await built.StartAsync();
        return new(built) { Source = source, Ledgers = ledgers, DenialEvents = denials };
    }

    /// <summary>A client that takes any certificate.</summary>
    public HttpClient Client(
        Version? version = null, SslProtocols protocols = SslProtocols.None, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) =>
        new(new SocketsHttpHandler
        {
            ConnectCallback = connect,
            SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true, EnabledSslProtocols = protocols },
            AllowAutoRedirect = false,
        })
        {
            BaseAddress = Address,
            DefaultRequestVersion = version ?? HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(30),
        };

    /// <summary>Sends a review and gives the response's <c>response</c>.</summary>
    public async Task<JsonObject> ReviewAsync(JsonObject review, string path = "/validate", HttpClient? client = null)
    {
        using var own = client is null ? Client() : null;
        using var response = await (client ?? own!).PostAsync(path, Body(review.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["response"]!.AsObject();
    }

    public static ByteArrayContent Body(string text) => Body(Encoding.UTF8.GetBytes(text));

    public static ByteArrayContent Body(byte[] bytes, string type = "application/json")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public Task StopAsync() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
