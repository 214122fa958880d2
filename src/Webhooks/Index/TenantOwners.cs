using System.Collections.Concurrent;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Webhooks.Index;

/// <summary>Which tenants somebody owns: a look-up for the user and one for each of his groups, however many tenants there are.</summary>
internal sealed class TenantOwners
{
    private readonly ConcurrentDictionary<string, string[]> byUser = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> byGroup = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TenantPolicy> known = new(StringComparer.Ordinal);

    /// <summary>The names of the tenants, each once, in order.</summary>
    public IEnumerable<string> TenantsOf(Requester requester)
    {
        var found = new SortedSet<string>(byUser.GetValueOrDefault(requester.Username, []), StringComparer.Ordinal);
        foreach (var group in requester.Groups)
            found.UnionWith(byGroup.GetValueOrDefault(group, []));
        return found;
    }

    /// <summary>Not by several at once.</summary>
    public void Put(TenantPolicy tenant)
    {
        known.TryGetValue(tenant.Name, out var old);
        known[tenant.Name] = tenant;
        Update(byUser, tenant.Name, old?.OwnerUsers ?? [], tenant.OwnerUsers);
        Update(byGroup, tenant.Name, old?.OwnerGroups ?? [], tenant.OwnerGroups);
    }

    /// <summary>Not by several at once.</summary>
    public void Remove(string tenant)
    {
        if (!known.TryRemove(tenant, out var old))
            return;
        Update(byUser, tenant, old.OwnerUsers, []);
        Update(byGroup, tenant, old.OwnerGroups, []);
    }

    // Added before removed: who owns it before and after owns it at every moment between.
    private static void Update(ConcurrentDictionary<string, string[]> map, string tenant, IReadOnlyCollection<string> old, IReadOnlyCollection<string> now)
    {
        foreach (var name in now.Except(old, StringComparer.Ordinal))
            map[name] = [.. map.GetValueOrDefault(name, []), tenant];
        foreach (var name in old.Except(now, StringComparer.Ordinal))
        {
            string[] rest = [.. map.GetValueOrDefault(name, []).Where(t => t != tenant)];
            if (rest.Length == 0)
                map.TryRemove(name, out _);
            else
                map[name] = rest;
        }
    }
}
