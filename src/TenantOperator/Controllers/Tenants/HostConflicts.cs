using OperatorRuntime;
using Tenancy.Hosts;
using Tenancy.Policies;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// Hosts that several tenants have. Admission refuses them, but two Tenants can arrive at the same moment: then the older owns, as the
/// webhooks see it too, and the younger is told.
/// </summary>
internal sealed class HostConflicts
{
    private readonly HostOwners _owners = new();

    /// <summary>Takes in a change of the cache.</summary>
    /// <returns>The other tenants for which it can change who owns a host.</returns>
    public IReadOnlyCollection<string> Take(EntityChange<TenantEntry> change)
    {
        if (change.Old?.Value.Generation == change.New?.Value.Generation && change.Old?.Uid == change.New?.Uid)
            return [];
        var name = change.Key.Name;
        var (before, now) = (HostsOf(change.Old), HostsOf(change.New));
        // A Tenant without a creation time is none that an API server has stored.
        _owners.Put(name, change.New?.Value.Tenant?.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue, now);
        return [.. before.Union(now, StringComparer.Ordinal).SelectMany(host => _owners.ClaimsOfOthers(host, name)).Select(c => c.Tenant).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What of the tenant's hosts belongs to others, a sentence for each.</summary>
    public IReadOnlyList<string> Of(Entity<TenantEntry> tenant) =>
    [
        .. from host in HostsOf(tenant)
           let owner = _owners.OwnerOf(host)
           where owner is not null && owner.Tenant != tenant.Key.Name
           select $"{host} overlaps {owner.Host} of the older tenant {owner.Tenant}",
    ];

    private static IReadOnlyList<string> HostsOf(Entity<TenantEntry>? tenant) =>
        tenant?.Value.Tenant?.Spec.Ingress is { } ingress ? [.. new IngressPolicy(ingress).OwnedHosts] : [];
}
