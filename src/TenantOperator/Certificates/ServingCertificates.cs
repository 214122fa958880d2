using System.Threading.Channels;
using TenantOperator.Configuration;
using TenantOperator.Hosting;
using Webhooks.Serving;

namespace TenantOperator.Certificates;

/// <summary>
/// Keeps a webhook process in a certificate that the API server trusts: signs it from the authority in the Secret, in memory, and in time; or serves what somebody else keeps
/// in the Secret, as soon as that is safe.
/// </summary>
internal sealed class ServingCertificates(
    CertificateCaches caches, ServedCertificate target, CertificateSettings settings, TimeProvider time, ILogger<ServingCertificates> log) : BackgroundService
{
    // A clock may be set anew while a timer runs, which takes no notice of it: what is served may have ended from one second to the next. A look compares a few times.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    // What is due and cannot be done, and what is wrong and may mend by the clock alone, is looked at this often. Nothing is read for it.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile ServingState _state = ServingState.Nothing;
    private string? _problem;

    /// <summary>Whether an API server would accept what is served.</summary>
    public bool IsTrusted => caches.HaveSynced && ServingChoice.IsTrusted(_state.Served, caches.Trusted, time.GetUtcNow());

    /// <summary>When what is served ends; null while nothing is.</summary>
    public DateTimeOffset? Expires => _state.Served?.Expires;

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
        var (before, now) = (_state, time.GetUtcNow());
        Tell(caches.Problem(now), before.Served);
        var next = Next(before, now);
        if (next.Served is { } served && !ReferenceEquals(served, before.Served))
        {
            target.Serve(served.Certificate, served.Intermediates);
            log.CertificateServed(served.Expires);
        }
        if (next.Waiting is { } waiting && before.Waiting is null)
            log.CertificateWaits(waiting.Expires, next.DueAt);
        _state = next;
    }

    private ServingState Next(ServingState state, DateTimeOffset now) => settings.Source == CertificateSource.Secret
        ? SecretChoice.Next(state, _problem is null ? caches.Content.Tls.Certificate : null, caches.Trusted, settings.Overlap, now)
        : new(ServingChoice.Next(state.Served, caches.Content.Authority, caches.Trusted, settings, now));

    // Told when it begins, when it becomes another one, and when it ends; not each time that something else changes.
    private void Tell(string? problem, ServingCertificate? served)
    {
        if (problem is not null && problem != _problem && served is not null)
            log.SecretUnusable(caches.SecretKey, problem, served.Expires);
        else if (problem is not null && problem != _problem)
            log.NothingToServe(caches.SecretKey, problem);
        else if (problem is null && _problem is not null)
            log.SecretUsable(caches.SecretKey);
        _problem = problem;
    }

    private async Task ChangeOrTimeAsync(CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var elapsed = Task.Delay(Sleep(), time, timeout.Token);
        var changed = _changes.Reader.WaitToReadAsync(timeout.Token).AsTask();
        await Task.WhenAny(elapsed, changed);
        cancellation.ThrowIfCancellationRequested();
        await timeout.CancelAsync();
        _changes.Reader.TryRead(out _);
    }

    private TimeSpan Sleep()
    {
        var now = time.GetUtcNow();
        // What waits is served when it is due, or waits no more: no tight loop comes of it.
        if (_state.Waiting is not null)
            return _state.DueAt > now ? Shorter(_state.DueAt - now, LongestSleep) : TimeSpan.Zero;
        var sleep = (_state.Served?.RenewAt ?? DateTimeOffset.MaxValue) - now;
        if (sleep <= TimeSpan.Zero || (_problem is not null && sleep > Retry))
            return Retry;
        return Shorter(sleep, LongestSleep);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
