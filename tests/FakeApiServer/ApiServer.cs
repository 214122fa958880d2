using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace FakeApiServer;

/// <summary>
/// An API server in this process, on a free port of 127.0.0.1, in clear text: lists with pages, watches with bookmarks, creates, patches,
/// server-side apply in small, deletes with finalizers; and faults on demand that no real server gives. It checks nothing of what it stores.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly CancellationTokenSource stopping = new();
    private readonly Connections connections = new();

    private ApiServer(WebApplication application, Storage storage, FaultScript faults, RequestLog requests) =>
        (this.application, Storage, Faults, Requests) = (application, storage, faults, requests);

    /// <summary>What is stored; tests change it as another client would.</summary>
    public Storage Storage { get; }

    /// <summary>What shall go wrong.</summary>
    public FaultScript Faults { get; }

    /// <summary>What was asked.</summary>
    public RequestLog Requests { get; }

    /// <summary>Such as <c>http://127.0.0.1:41234</c>.</summary>
    public string Url => application.Urls.First();

    /// <summary>Cuts every request under way.</summary>
    public void DropConnections() => connections.Drop();

    public static async Task<ApiServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MinResponseDataRate = null;
        });
        var web = builder.Build();
        var (storage, faults, requests) = (new Storage(), new FaultScript(), new RequestLog());
        var server = new ApiServer(web, storage, faults, requests);
        var endpoint = new Endpoint(storage, faults, requests, server.connections, server.stopping.Token);
        web.Run(endpoint.HandleAsync);
        await web.StartAsync();
        return server;
    }

    /// <summary>Waits until the condition holds; fails after ten seconds.</summary>
    public static async Task EventuallyAsync(Func<bool> condition, string what)
    {
        var deadline = DateTime.UtcNow.AddSeconds(10);
        while (!condition())
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException($"not within ten seconds: {what}");
            }
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await application.DisposeAsync();
        stopping.Dispose();
    }
}
