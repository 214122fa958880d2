using System.Collections.Concurrent;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Index;

namespace Webhooks.Tests.Fixtures;

/// <summary>An API server of namespaces and tenants, that can be silent.</summary>
internal sealed class FakeSource : ITenancySource
{
    private int reads;

    public ConcurrentDictionary<string, NamespaceState> Namespaces { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, TenantPolicy> Tenants { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, TenantClass> Classes { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, VolumeFact> Volumes { get; } = new(StringComparer.Ordinal);

    /// <summary>What every read waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>How many reads there were.</summary>
    public int Reads => Volatile.Read(ref reads);

    public async Task<NamespaceState> NamespaceAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await Gate.WaitAsync(cancellationToken);
        return Namespaces.GetValueOrDefault(name, NamespaceState.Missing);
    }

    public async Task<TenantPolicy?> TenantAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await Gate.WaitAsync(cancellationToken);
        return Tenants.GetValueOrDefault(name);
    }

    public async Task<TenantClass?> ClassAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await Gate.WaitAsync(cancellationToken);
        return Classes.GetValueOrDefault(name);
    }

    public async Task<VolumeFact?> VolumeAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await Gate.WaitAsync(cancellationToken);
        return Volumes.GetValueOrDefault(name);
    }
}
