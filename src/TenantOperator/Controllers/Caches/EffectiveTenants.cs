using System.Runtime.CompilerServices;
using OperatorRuntime;
using Tenancy.Classes;

namespace TenantOperator.Controllers.Caches;

/// <summary>Tenants with what their classes give. Merged once for each state of a tenant and of its class.</summary>
internal sealed class EffectiveTenants(EntityStore<ClassEntry> classes)
{
    private readonly ConditionalWeakTable<TenantEntry, Effective> _known = [];

    /// <summary>The tenant with the class that it has at this moment.</summary>
    public Effective Of(TenantEntry entry)
    {
        var found = ClassOf(entry);
        if (_known.TryGetValue(entry, out var known) && IsSame(known.Class, found))
            return known;
        var effective = Merge(entry, found);
        _known.AddOrUpdate(entry, effective);
        return effective;
    }

    /// <summary>The name of the class in effect; empty when there is none.</summary>
    public string ClassNameOf(TenantEntry entry) => ClassOf(entry)?.Class.Metadata.Name ?? "";

    private ClassEntry? ClassOf(TenantEntry entry)
    {
        if (entry.Tenant is null)
            return null;
        var all = classes.All.Select(e => e.Value).ToArray();
        var found = EffectiveTenant.ClassOf(entry.Tenant, all.Select(c => c.Class));
        return Array.Find(all, c => ReferenceEquals(c.Class, found));
    }

    private static Effective Merge(TenantEntry entry, ClassEntry? found)
    {
        var missing = found is null ? entry.Tenant?.Spec.ClassName : null;
        if (entry.Tenant is null || missing is not null || found?.Unreadable is not null)
            return new(entry, null, found, missing, []);
        string[] lockedOut = [.. EffectiveTenant.OwnSections(entry.Tenant).Intersect(found?.Class.Spec.Locked ?? [], StringComparer.Ordinal)];
        return new(entry, EffectiveTenant.Of(entry.Tenant, found?.Class), found, null, lockedOut);
    }

    // A status that was written makes a new entry of the class, and no other class of it.
    private static bool IsSame(ClassEntry? a, ClassEntry? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && string.Equals(a.Revision, b.Revision, StringComparison.Ordinal));
}
