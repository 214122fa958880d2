using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Telemetry;

namespace Webhooks.Denials;

/// <summary>
/// Tells teams of denials by events in their namespaces, after the answers have gone out. What repeats is one event that counts; each namespace has
/// so many writes a minute. Written one after the other: whatever tenants do, the API server gets no more than one request of these at a time.
/// </summary>
internal sealed class DenialEvents(
    DenialQueue queue, IDenialWriter writer, DenialEventSettings settings, WebhookMetrics metrics, TimeProvider time, ILogger<DenialEvents> log) : BackgroundService
{
    /// <summary>How long denials are gathered before they are written: a controller that is refused tries again at once, some times.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    /// <summary>How long an event stands before it is counted up.</summary>
    public static readonly TimeSpan Standing = TimeSpan.FromSeconds(30);

    private readonly NamespaceBudgets budgets = new(settings.PerNamespacePerMinute, time);
    private readonly ToldDenials told = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                // With counts to catch up with, it looks again without being told to.
                if (!told.Behind.Any())
                    await queue.WaitAsync(stoppingToken);
                await Task.Delay(Gathering, time, stoppingToken);
                await WriteAsync(queue.Take(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <summary>Writes what is due of these denials and of those before them.</summary>
    internal async Task WriteAsync(IReadOnlyCollection<PendingDenial> denials, CancellationToken cancellation)
    {
        List<PendingDenial> news = [];
        foreach (var denial in denials)
        {
            if (told.Find(denial.Subject) is { } series)
                series.Add(denial);
            else
                news.Add(denial);
        }

        // What nobody was told of comes first: counting must not use up what a namespace may have.
        foreach (var denial in news)
            await BeginAsync(denial, cancellation);
        foreach (var series in told.Behind.ToArray())
            await GoOnAsync(series, cancellation);
    }

    private async Task BeginAsync(PendingDenial denial, CancellationToken cancellation)
    {
        if (!budgets.Spend(denial.Subject.About.Key.Namespace))
        {
            metrics.DenialEvents("suppressed", denial.Count);
            return;
        }
        var series = new DenialSeries(denial);
        if (await TryWriteAsync(series, cancellation) && told.Add(series) is { Behind: var lost })
            metrics.DenialEvents("suppressed", lost);
    }

    private async Task GoOnAsync(DenialSeries series, CancellationToken cancellation)
    {
        if (time.GetElapsedTime(series.WrittenAt) >= Standing && budgets.Spend(series.Subject.About.Key.Namespace))
            await TryWriteAsync(series, cancellation);
    }

    private async Task<bool> TryWriteAsync(DenialSeries series, CancellationToken cancellation)
    {
        var denials = series.Behind;
        series.WrittenAt = time.GetTimestamp();
        try
        {
            await writer.WriteAsync(series.Subject.About, series.Sent, series.At, cancellation);
            metrics.DenialEvents("sent", 1);
            metrics.DenialEvents("suppressed", denials - 1);
            return true;
        }
        // Whatever it is: that a team is not told must not end the process that answers admission.
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            metrics.DenialEvents("dropped", denials);
            log.DenialEventFailed(series.Subject.About.Key.Namespace, series.Subject.Rule, e.Message);
            return false;
        }
        finally
        {
            series.Sent.Told = series.Sent.Count;
        }
    }
}
