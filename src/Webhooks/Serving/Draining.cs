using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Telemetry;

namespace Webhooks.Serving;

/// <summary>
/// Keeps answering for a while after the process was told to stop: endpoints are taken out of the Service, and API servers' connections
/// move on, only after readiness has gone. The host's own stopping, Kestrel's among it, waits for this.
/// </summary>
public sealed class Draining(TimeProvider time, ILogger<Draining> log) : IHostedLifecycleService
{
    /// <summary>How long; with what comes after it must be less than the pod's terminationGracePeriodSeconds. 0 in tests and for processes without a Service.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Whether it has begun: the process is not ready any more.</summary>
    public bool HasBegun { get; private set; }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        HasBegun = true;
        log.Draining(Delay);
        try
        {
            await Task.Delay(Delay, time, cancellationToken);
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
