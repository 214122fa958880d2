using System.Collections.Concurrent;
using OperatorRuntime;
using Tenancy.Hosts;
using Tenancy.Policies;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// Hosts that several tenants have. Admission refuses them, but two Tenants can arrive at the same moment: then the older owns, as the
/// webhooks see it too, and the younger is told.
/// </summary>
internal sealed class HostConflicts(EffectiveTenants effective)
{
    private readonly HostOwners _owners = new();
    private readonly Lock _taking = new();

    // What each tenant was taken in with: its class may be another by now.
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _hosts = new(StringComparer.Ordinal);

    /// <summary>Takes in a change of the cache.</summary>
    /// <returns>The other tenants for which it can change who owns a host.</returns>
    public IReadOnlyCollection<string> Take(EntityChange<TenantEntry> change)
    {
        if (change.Old?.Value.Generation == change.New?.Value.Generation && change.Old?.Uid == change.New?.Uid)
            return [];
        lock (_taking)
        {
            return Put(change.Key.Name, change.New);
        }
    }

    /// <summary>Takes in that a tenant's class is another: one that locks the section takes its hosts away.</summary>
    /// <returns>The other tenants for which it can change who owns a host.</returns>
    public IReadOnlyCollection<string> Retake(NamespacedName tenant, EntityStore<TenantEntry> tenants)
    {
        // Read inside: what Take was told a moment ago is not undone by an older state.
        lock (_taking)
        {
            return tenants.TryGet(tenant, out var entity) ? Put(tenant.Name, entity) : [];
        }
    }

    /// <summary>The tenant that a host or wildcard belongs to; null when it is nobody's.</summary>
    public string? OwnerOf(string host) => _owners.OwnerOf(host)?.Tenant;

    /// <summary>What of the tenant's hosts belongs to others, a sentence for each.</summary>
    public IReadOnlyList<string> Of(Entity<TenantEntry> tenant, Effective effective) =>
    [
        .. from host in HostsOf(effective)
           let owner = _owners.OwnerOf(host)
           where owner is not null && owner.Tenant != tenant.Key.Name
           select $"{host} overlaps {owner.Host} of the older tenant {owner.Tenant}",
    ];

    private IReadOnlyCollection<string> Put(string name, Entity<TenantEntry>? tenant)
    {
        var now = tenant is null ? [] : HostsOf(effective.Of(tenant.Value));
        var before = _hosts.GetValueOrDefault(name, []);
        // A Tenant without a creation time is none that an API server has stored.
        _owners.Put(name, tenant?.Value.Tenant?.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue, now);
        if (now.Count > 0)
            _hosts[name] = now;
        else
            _hosts.TryRemove(name, out _);
        return [.. before.Union(now, StringComparer.Ordinal).SelectMany(host => _owners.ClaimsOfOthers(host, name)).Select(c => c.Tenant).Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> HostsOf(Effective tenant) =>
        (tenant.Tenant ?? tenant.Entry.Tenant)?.Spec.Ingress is { } ingress ? [.. new IngressPolicy(ingress).OwnedHosts] : [];
}
