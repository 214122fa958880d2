using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Telemetry;

namespace Webhooks.Serving;

/// <summary>
/// Keeps answering for a while after the process was told to stop: endpoints are taken out of the Service, and API servers' connections
/// move on, only after readiness has gone. Meanwhile each answer asks its client to leave the connection: a call that is on its way when the connection is closed is lost. The host's
/// own stopping, Kestrel's among it, waits for this.
/// </summary>
public sealed class Draining(OpenConnections connections, TimeProvider time, ILogger<Draining> log) : IHostedLifecycleService
{
    /// <summary>How long; with what comes after it must be less than the pod's terminationGracePeriodSeconds. 0 in tests and for processes without a Service.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Whether it has begun: the process is not ready any more.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>
    /// To be called before an answer is written. Once the process drains, the connection is not used again after it: API servers (HTTP/1.1 since Kubernetes 1.16) do not repeat a POST
    /// that met a closed connection, and refuse the user's request. What is left to close are connections that nobody has used since.
    /// </summary>
    public void BeforeAnswer(HttpContext http)
    {
        if (!HasBegun)
            return;
        if (HttpProtocol.IsHttp2(http.Request.Protocol))
            // GOAWAY: calls under way are answered, new ones go elsewhere.
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        else
            http.Response.Headers.Connection = "close";
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        HasBegun = true;
        log.Draining(Delay);
        try
        {
            var whole = Task.Delay(Delay, time, cancellationToken);
            // By then a Service sends new connections elsewhere, and those that were in use are gone. What still stands is idle.
            await Task.Delay(Delay / 2, time, cancellationToken);
            await Task.WhenAny(connections.EndAsync(Delay / 4, time, cancellationToken), whole);
            await whole;
        }
        catch (OperationCanceledException)
        {
            // The host's shutdown timeout: what is left of it belongs to the requests in flight.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
