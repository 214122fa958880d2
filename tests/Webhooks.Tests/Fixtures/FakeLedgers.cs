using System.Collections.Concurrent;
using Tenancy.Api;
using Webhooks.Ledgers;

namespace Webhooks.Tests.Fixtures;

/// <summary>Ledgers with the API server's optimistic concurrency.</summary>
internal sealed class FakeLedgers : ILedgerStore
{
    private readonly ConcurrentDictionary<string, NamespaceLedger> stored = new(StringComparer.Ordinal);
    private int writes;

    /// <summary>How many writes came through.</summary>
    public int Writes => Volatile.Read(ref writes);

    /// <summary>What every read and write fails with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What exists.</summary>
    public IReadOnlyCollection<string> Existing { get; set; } = [];

    public NamespaceLedger? Of(string tenant) => stored.GetValueOrDefault(tenant);

    public void Put(string tenant, params string[] names) => stored[tenant] = new() { Places = names.ToDictionary(n => n, _ => new NamespacePlace { Uid = "uid" }, StringComparer.Ordinal) };

    public void PutTaken(string tenant, string name, DateTimeOffset at) =>
        stored[tenant] = new() { Places = new Dictionary<string, NamespacePlace>(StringComparer.Ordinal) { [name] = new() { TakenAt = at } } };

    public async Task<NamespaceLedger?> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        return Of(tenant);
    }

    public async Task<bool> WriteAsync(string tenant, NamespaceLedger? read, IReadOnlyDictionary<string, NamespacePlace> places, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        var next = new NamespaceLedger { Places = places };
        var isFirst = read is null ? stored.TryAdd(tenant, next) : stored.TryUpdate(tenant, next, read);
        if (isFirst)
            Interlocked.Increment(ref writes);
        return isFirst;
    }

    public async Task<IReadOnlyCollection<string>> NamespacesAsync(string tenant, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        return Existing;
    }

    // Somebody else's turn, so that requests meet.
    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is { } failure)
            throw failure;
    }
}
