using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Isolation.Namespaces;
using Tenancy.Policies;
using Webhooks.Admission;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Telemetry;

namespace Webhooks.Ledgers;

/// <summary>
/// Takes a tenant's places one by one: a namespace that is to be made is entered in the tenant's ledger by compare-and-swap, so that of all requests to all
/// webhook processes no two take the same place. Counted is what the ledger holds with what is known to exist.
/// </summary>
internal sealed class NamespacePlaces(ILedgerStore store, TenancyIndex index, TimeProvider time, ILogger<NamespacePlaces> log)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    // One at a time in this process for each tenant: requests of other processes are the only ones to meet.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    /// <summary>Takes a place for a namespace.</summary>
    /// <param name="tenant">Whose, there is such a Tenant.</param>
    /// <param name="name">The namespace's name.</param>
    /// <param name="limit">How many there may be; null for whom no limit binds: his namespaces are entered all the same, for they count.</param>
    /// <param name="dryRun">Decides and writes nothing.</param>
    /// <param name="deadline">Until when it must be decided.</param>
    /// <param name="cancellationToken">When nobody waits any more.</param>
    /// <returns>Null when the place is taken.</returns>
    public async Task<Denial?> TakeAsync(TenantPolicy tenant, string name, int? limit, bool dryRun, Deadline deadline, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(deadline.Remaining, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var what = $"whether tenant \"{tenant.Name}\" has a place left for namespace \"{name}\" could not be decided";
        try
        {
            return await InTurnAsync(tenant, name, limit, dryRun, either.Token);
        }
        catch (Exception e) when (e is ApiException { Code: 0 } or HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Denial.TryAgain($"{what} in time");
        }
        catch (ApiException e)
        {
            log.LedgerFailed(tenant.Name, e);
            return Denial.TryAgain($"{what}: for its ledger the API server answers {e.Code} {e.Reason}{(e.IsNotFound ? $" (is the definition {NamespaceLedger.Plural}.{NamespaceLedger.Group} installed?)" : "")}");
        }
        catch (JsonException e)
        {
            log.LedgerFailed(tenant.Name, e);
            return Denial.TryAgain($"{what}: its ledger cannot be read. A platform admin may delete it (kubectl delete namespaceledger {tenant.Name}): it is begun anew from the namespaces that there are");
        }
    }

    private async Task<Denial?> InTurnAsync(TenantPolicy tenant, string name, int? limit, bool dryRun, CancellationToken cancellationToken)
    {
        var gate = gates.GetOrAdd(tenant.Name, _ => new(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                var read = await store.ReadAsync(tenant.Name, cancellationToken);
                if (limit is null && IsFresh(read?.Places.GetValueOrDefault(name)))
                    return null;
                var others = await OthersAsync(tenant.Name, name, read, cancellationToken);
                if (others.Count >= limit)
                    return Denial.Forbidden(DenialText.Of(tenant, [Limit.Exceeded(others.Count, limit.Value)]));
                if (dryRun || await store.WriteAsync(tenant.Name, read, With(read, others, name), cancellationToken))
                    return null;
                await Task.Delay(pause * (1 + Random.Shared.NextDouble()), time, cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    // The controller takes the places of all namespaces of a new tenant at once.
    private bool IsFresh(NamespacePlace? place) => place?.TakenAt is { } taken && time.GetUtcNow() - taken is var age && age >= TimeSpan.Zero && age < NamespacePlace.Fresh;

    // A ledger that is new knows of nothing, and the index may lag behind what was made a moment ago.
    private async Task<IReadOnlyCollection<string>> OthersAsync(string tenant, string name, NamespaceLedger? read, CancellationToken cancellationToken)
    {
        var others = new HashSet<string>(read is null ? await store.NamespacesAsync(tenant, cancellationToken) : read.Places.Keys, StringComparer.Ordinal);
        others.UnionWith(index.NamespacesOf(tenant));
        others.Remove(name);
        return others;
    }

    // What existed when the ledger was begun is in it from then on: the index may forget it before another process's does.
    private Dictionary<string, NamespacePlace> With(NamespaceLedger? read, IReadOnlyCollection<string> others, string name)
    {
        var now = time.GetUtcNow();
        return new(read?.Places ?? others.ToDictionary(o => o, _ => new NamespacePlace { TakenAt = now }, StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [name] = new() { TakenAt = now, Uid = read?.Places.GetValueOrDefault(name)?.Uid },
        };
    }
}
