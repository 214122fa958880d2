using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime;

/// <summary>
/// Waits for leadership by a Lease, keeps it while the work runs, and gives it back when the work has ended. Clocks of processes are
/// never compared: a lease has expired when it did not change for its duration on our own clock.
/// </summary>
public sealed class LeaderElector
{
    private static readonly ResourceType Leases = new("coordination.k8s.io", "v1", "leases", "Lease", Namespaced: true);

    private readonly KubeTransport transport;
    private readonly RuntimeServices services;
    private readonly ILogger log;

    /// <summary>The lease as last read or written, and when we saw it change.</summary>
    private LeaseRecord? observed;
    private long observedAt;

    /// <summary>Whether a write was given up on its way: it may have been stored, and then the lease is newer than what we know.</summary>
    private bool uncertain;

    /// <summary>When the request that made us leader was sent; <see cref="long.MinValue"/> when we do not lead.</summary>
    private long heldSince = long.MinValue;

    public LeaderElector(KubeTransport transport, LeaderElectionOptions options, RuntimeServices? services = null)
    {
        if (options.RenewDeadline >= options.LeaseDuration || options.RetryPeriod >= options.RenewDeadline)
        {
            throw new ArgumentException("the lease must last longer than the renew deadline, and that longer than the retry period", nameof(options));
        }
        // A lease must not wait for the pings that show a lost connection: they take longer than it lasts.
        (this.transport, Options, this.services) = (transport.WithOwnConnections(), options, services ?? new RuntimeServices());
        log = this.services.Logging.CreateLogger<LeaderElector>();
    }

    public LeaderElectionOptions Options { get; }

    /// <summary>Whether this process leads now: false as soon as the renew deadline has passed, whatever the loop does.</summary>
    public bool IsLeader => Interlocked.Read(ref heldSince) is var since && since != long.MinValue
        && services.Time.GetElapsedTime(since) < Options.RenewDeadline;

    /// <summary>
    /// Acquires the lease, then runs <paramref name="lead"/> with a token that is cancelled on loss or on <paramref name="cancellation"/>.
    /// On cancellation, or when <paramref name="lead"/> ends by itself, it waits for it and only then releases the lease.
    /// </summary>
    /// <exception cref="LeadershipLostException">The lease was lost: end the process, non-zero.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellation)
    {
        services.Metrics.LeaderStatus.Record(0, Label);
        try
        {
            await AcquireAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        log.Leading(Options.Lease, Options.Identity);
        services.Metrics.LeaderStatus.Record(1, Label);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(renewing.Token);
        try
        {
            var leading = Task.Run(() => lead(work.Token), CancellationToken.None);
            if (await Task.WhenAny(leading, renewal) == renewal)
            {
                await LoseAsync(renewal, work, leading);
            }
            await leading;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop; the work has ended.
        }
        finally
        {
            // The lease is renewed until the work has ended: nobody may take over while we still write.
            await renewing.CancelAsync();
            await renewal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            services.Metrics.LeaderStatus.Record(0, Label);
            await ReleaseAsync();
        }
    }

    private KeyValuePair<string, object?> Label => new("name", Options.Lease.Name);

    private async Task LoseAsync(Task renewal, CancellationTokenSource work, Task leading)
    {
        Interlocked.Exchange(ref heldSince, long.MinValue);
        services.Metrics.LeaderStatus.Record(0, Label);
        log.LeadershipLost(Options.Lease, Options.Identity);
        await work.CancelAsync();
        // The work's own failures matter no more, and a work that does not end must not keep the process: another may lead already.
        _ = leading.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await renewal;
    }

    private async Task AcquireAsync(CancellationToken cancellation)
    {
        var reported = "";
        while (!await TryAsync(Options.RenewDeadline, cancellation))
        {
            if (observed is { Holder: { Length: > 0 } holder } && !string.Equals(holder, reported, StringComparison.Ordinal))
            {
                log.Following(Options.Lease, reported = holder);
            }
            // client-go's jitter of 1.2: candidates that started together must not ask together.
            await Task.Delay(Options.RetryPeriod * (1 + (1.2 * services.Random.NextDouble())), services.Time, cancellation);
        }
    }

    /// <summary>Renews until cancelled; a failed renewal is tried again until the deadline has passed since the last good one.</summary>
    private async Task RenewAsync(CancellationToken cancellation)
    {
        var pause = Options.RetryPeriod;
        while (true)
        {
            pause = Shorter(pause, Left());
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, services.Time, cancellation);
            if (Left() is var left && left <= TimeSpan.Zero)
            {
                throw new LeadershipLostException($"lease {Options.Lease} was not renewed within {Options.RenewDeadline.TotalSeconds:0} s");
            }
            var started = services.Time.GetTimestamp();
            // Half, as client-go's users have it: one connection that leads nowhere must leave time for another.
            if (!await TryAsync(Shorter(left, Options.RenewDeadline / 2), cancellation)
                && observed is { } lease && !string.Equals(lease.Holder, Options.Identity, StringComparison.Ordinal))
            {
                throw new LeadershipLostException($"lease {Options.Lease} is held by '{lease.Holder}'");
            }
            // What the attempt took counts: after one that nobody answered there is no time to lose.
            pause = Options.RetryPeriod - services.Time.GetElapsedTime(started);
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>How long the last renewal still holds.</summary>
    private TimeSpan Left() => Options.RenewDeadline - services.Time.GetElapsedTime(Interlocked.Read(ref heldSince));

    /// <summary>Tries to take or to renew the lease, for so long. Failures of the server, and its silence, are no answer: false.</summary>
    private async Task<bool> TryAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await TryAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            uncertain = true;
            log.LeaseFailed(Options.Lease, $"no answer within {limit.TotalSeconds:0.#} s");
            return false;
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            // The optimistic way first: as leader we know the lease as we wrote it, and need no read.
            if (!IsLeader || uncertain)
            {
                await ReadAsync(cancellation);
            }
            if (!MayTake())
            {
                return false;
            }
            // Not before the read: the first one of a process that starts on a busy machine may take as long as the deadline.
            var started = services.Time.GetTimestamp();
            await WriteAsync(cancellation);
            Interlocked.Exchange(ref heldSince, started);
            return true;
        }
        catch (ApiException failure)
        {
            log.LeaseFailed(Options.Lease, failure.Message);
            if (failure.IsConflict || failure.IsNotFound)
            {
                await TryReadAsync(cancellation);
            }
            return false;
        }
    }

    private bool MayTake() => observed is not { Holder: { Length: > 0 } holder } lease
        || string.Equals(holder, Options.Identity, StringComparison.Ordinal)
        || services.Time.GetElapsedTime(observedAt) >= lease.Duration;

    private async Task TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(cancellation);
        }
        catch (ApiException failure)
        {
            log.LeaseFailed(Options.Lease, failure.Message);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        using var found = await transport.GetAsync(Leases, Options.Lease, cancellation);
        Observe(found);
        uncertain = false;
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        var body = (observed ?? LeaseRecord.New(Options.Lease)).HeldBy(Options.Identity, Options.LeaseDuration, services.Time.GetUtcNow());
        using var written = observed is null
            ? await transport.CreateAsync(Leases, body, Options.Identity, cancellation)
            : await transport.ReplaceAsync(Leases, Options.Lease, body, Options.Identity, cancellation);
        Observe(written);
    }

    private void Observe(JsonDocument? lease)
    {
        var next = lease is null ? null : new LeaseRecord((JsonObject)JsonNode.Parse(lease.RootElement.GetRawText())!);
        if (!string.Equals(next?.Version, observed?.Version, StringComparison.Ordinal))
        {
            observedAt = services.Time.GetTimestamp();
        }
        observed = next;
    }

    /// <summary>Gives the lease back, so that a successor need not wait it out. A failure only costs that wait.</summary>
    private async Task ReleaseAsync()
    {
        if (Interlocked.Exchange(ref heldSince, long.MinValue) == long.MinValue)
        {
            return;
        }
        using var limit = new CancellationTokenSource(Options.RetryPeriod, services.Time);
        try
        {
            // A renewal that was cancelled on its way may have been stored all the same: what we know of the lease may be one write old.
            await ReadAsync(limit.Token);
            if (observed is null || !string.Equals(observed.Holder, Options.Identity, StringComparison.Ordinal))
            {
                return;
            }
            var body = observed.Released(services.Time.GetUtcNow());
            (await transport.ReplaceAsync(Leases, Options.Lease, body, Options.Identity, limit.Token)).Dispose();
            log.Released(Options.Lease, Options.Identity);
        }
        catch (Exception failure) when (failure is ApiException or OperationCanceledException)
        {
            log.LeaseFailed(Options.Lease, failure.Message);
        }
    }
}
