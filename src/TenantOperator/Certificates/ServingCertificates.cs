using System.Threading.Channels;
using TenantOperator.Configuration;
using TenantOperator.Hosting;
using Webhooks.Serving;

namespace TenantOperator.Certificates;

/// <summary>Keeps a webhook process in a certificate that the API server trusts: signs it from the authority in the Secret, in memory, and in time.</summary>
internal sealed class ServingCertificates(
    CertificateCaches caches, ServedCertificate target, CertificateSettings settings, TimeProvider time, ILogger<ServingCertificates> log) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(12);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile ServingCertificate? _served;

    /// <summary>Whether an API server would accept what is served.</summary>
    public bool IsTrusted => caches.HaveSynced && ServingChoice.IsTrusted(_served, caches.Trusted, time.GetUtcNow());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        caches.OnChange(() => _changes.Writer.TryWrite(true));
        await Loops.RunAsync([.. caches.Loops(), ("serving-certificate", KeepAsync)], stoppingToken);
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        await caches.WaitForSyncAsync(cancellation);
        while (true)
        {
            Choose();
            await ChangeOrTimeAsync(cancellation);
        }
    }

    private void Choose()
    {
        var authority = caches.Secret?.Value ?? AuthorityState.Nothing;
        var now = time.GetUtcNow();
        if (authority.Current is null)
            log.AuthorityUnusable(caches.SecretKey, _served?.Expires);
        var next = ServingChoice.Next(_served, authority, caches.Trusted, settings, now);
        if (next is null || ReferenceEquals(next, _served))
            return;
        target.Serve(next.Certificate);
        _served = next;
        log.CertificateServed(next.Expires, next.RenewAt);
    }

    private async Task ChangeOrTimeAsync(CancellationToken cancellation)
    {
        var sleep = (_served?.RenewAt ?? DateTimeOffset.MaxValue) - time.GetUtcNow();
        sleep = sleep > LongestSleep ? LongestSleep : sleep < Retry ? Retry : sleep;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var elapsed = Task.Delay(sleep, time, timeout.Token);
        var changed = _changes.Reader.WaitToReadAsync(timeout.Token).AsTask();
        await Task.WhenAny(elapsed, changed);
        cancellation.ThrowIfCancellationRequested();
        await timeout.CancelAsync();
        _changes.Reader.TryRead(out _);
    }
}
