using System.Collections.Concurrent;
using Tenancy.Api;
using Tenancy.Classes;

namespace Webhooks.Index;

/// <summary>The classes that there are. They are few: what shares the policy of thousands.</summary>
internal sealed class TenantClasses
{
    private readonly ConcurrentDictionary<string, TenantClass> byName = new(StringComparer.Ordinal);

    /// <summary>All of them, as they are at this moment.</summary>
    public IReadOnlyCollection<TenantClass> All => [.. byName.Values];

    /// <summary>The class of a Tenant; null when it has none, and for a Tenant that cannot be read: a class may be wider than the strict defaults.</summary>
    public TenantClass? Of(Tenant? tenant) => tenant is null ? null : EffectiveTenant.ClassOf(tenant, byName.Values);

    /// <returns>Whether it says something new: a status that was written does not.</returns>
    public bool Put(TenantClass @class)
    {
        if (byName.TryGetValue(@class.Metadata.Name, out var known) && IsSame(known, @class))
            return false;
        byName[@class.Metadata.Name] = @class;
        return true;
    }

    public void Remove(string name) => byName.TryRemove(name, out _);

    private static bool IsSame(TenantClass a, TenantClass b) =>
        string.Equals(a.Metadata.Uid, b.Metadata.Uid, StringComparison.Ordinal) && a.Metadata.Generation == b.Metadata.Generation && EffectiveTenant.IsDefault(a) == EffectiveTenant.IsDefault(b);
}
