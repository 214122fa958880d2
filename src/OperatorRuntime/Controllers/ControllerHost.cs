using Microsoft.Extensions.Logging;

namespace OperatorRuntime;

/// <summary>Runs a controller's workers on its queue.</summary>
public sealed class ControllerHost
{
    /// <summary>An own write shows in the cache within milliseconds; asking sooner than this would only turn the queue.</summary>
    private static readonly TimeSpan CacheDelay = TimeSpan.FromMilliseconds(50);

    private readonly IEntityController controller;
    private readonly WorkQueue<NamespacedName> queue;
    private readonly ControllerOptions options;
    private readonly RuntimeServices services;
    private readonly ILogger log;

    /// <param name="name">Label of the metrics and key in the log.</param>
    public ControllerHost(
        string name, IEntityController controller, WorkQueue<NamespacedName> queue, ControllerOptions? options = null, RuntimeServices? services = null)
    {
        (Name, this.controller, this.queue) = (name, controller, queue);
        this.options = options ?? new ControllerOptions();
        this.services = services ?? new RuntimeServices();
        log = this.services.Logging.CreateLogger<ControllerHost>();
        Heartbeat = new Heartbeat(this.services.Time, this.options.HangsAfter, this.options.Workers);
    }

    public string Name { get; }

    /// <summary>Beats while the workers do.</summary>
    public Heartbeat Heartbeat { get; }

    /// <summary>
    /// Runs until cancelled, then waits for the reconciliations under way, at most <see cref="ControllerOptions.Grace"/>. A return by
    /// exception is a defect: stop the process.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var abandon = new CancellationTokenSource();
        using var resync = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var grace = cancellation.Register(() => AbandonLater(abandon));
        services.Metrics.Controllers.Workers(Name, options.Workers);
        var resyncing = ResyncAsync(resync.Token);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(slot => Task.Run(() => WorkAsync(slot, cancellation, abandon.Token), CancellationToken.None)));
        }
        finally
        {
            await resync.CancelAsync();
            await resyncing;
            services.Metrics.Controllers.Workers(Name, -options.Workers);
            Heartbeat.End();
        }
    }

    private void AbandonLater(CancellationTokenSource abandon)
    {
        var timer = new CancellationTokenSource(options.Grace, services.Time);
        timer.Token.Register(() =>
        {
            try
            {
                abandon.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // All workers ended in time.
            }
        });
    }

    private async Task WorkAsync(int slot, CancellationToken stop, CancellationToken abandon)
    {
        while (true)
        {
            NamespacedName key;
            try
            {
                key = await queue.TakeAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            Heartbeat.Enter(slot);
            try
            {
                await ProcessAsync(key, abandon);
            }
            finally
            {
                queue.Done(key);
                Heartbeat.Leave(slot);
            }
        }
    }

    private async Task ProcessAsync(NamespacedName key, CancellationToken abandon)
    {
        if (options.CachesShowOwnWrites?.Invoke(key) == false)
        {
            queue.AddAgain(key, CacheDelay);
            return;
        }
        using var activity = RuntimeTraces.Reconciliation(Name, key);
        var started = services.Time.GetTimestamp();
        services.Metrics.Controllers.Active(Name, 1);
        var result = "error";
        try
        {
            result = Continue(key, await controller.ReconcileAsync(key, abandon));
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            log.ReconcileAbandoned(Name, key);
        }
#pragma warning disable CA1031 // Whatever a reconciliation throws, the key is retried and the other keys go on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            activity?.Fail(failure);
            Fail(key, failure);
        }
        finally
        {
            activity?.SetTag("reconcile.result", result);
            services.Metrics.Controllers.Active(Name, -1);
            services.Metrics.Controllers.Ended(Name, result, services.Time.GetElapsedTime(started));
        }
    }

    private string Continue(NamespacedName key, ReconciliationResult result)
    {
        if (result.BackOff)
        {
            queue.AddRateLimited(key);
            return "requeue";
        }
        queue.Forget(key);
        if (result.Delay is { } delay)
        {
            queue.AddAgain(key, delay);
            return "requeue_after";
        }
        return "success";
    }

    private void Fail(NamespacedName key, Exception failure)
    {
        services.Metrics.Controllers.Error(Name, IsDefect(failure));
        if (failure is ApiException { IsConflict: true })
        {
            log.ReconcileConflict(Name, key, failure.Message);
        }
        else
        {
            log.ReconcileFailed(failure, Name, key);
        }
        queue.AddRateLimited(key, (failure as ApiException)?.RetryAfter ?? TimeSpan.Zero);
    }

    /// <summary>What the world does to us is an error; everything else is what Go would call a panic.</summary>
    private static bool IsDefect(Exception failure) => failure switch
    {
        AggregateException many => many.InnerExceptions.Any(IsDefect),
        ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException => false,
        _ => true,
    };

    private async Task ResyncAsync(CancellationToken cancellation)
    {
        try
        {
            while (options.ResyncKeys is { } keys)
            {
                await Task.Delay(options.Resync * (1 + services.Random.NextDouble() / 10), services.Time, cancellation);
                foreach (var key in keys())
                {
                    queue.Add(key, QueuePriority.Low);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The workers have ended.
        }
    }
}
