namespace Webhooks.Index;

/// <summary>The names of each tenant's namespaces. Read when a namespace is made, and so seldom that a lock is no matter.</summary>
internal sealed class TenantNamespaces
{
    private readonly Lock access = new();
    private readonly Dictionary<string, HashSet<string>> byTenant = new(StringComparer.Ordinal);

    /// <summary>In order.</summary>
    public IReadOnlyList<string> Of(string tenant)
    {
        lock (access)
            return byTenant.TryGetValue(tenant, out var names) ? [.. names.Order(StringComparer.Ordinal)] : [];
    }

    public int CountBeside(string tenant, string name)
    {
        lock (access)
            return byTenant.TryGetValue(tenant, out var names) ? names.Count - (names.Contains(name) ? 1 : 0) : 0;
    }

    /// <summary>A namespace goes from one tenant to another; null is none.</summary>
    public void Move(string name, string? from, string? to)
    {
        lock (access)
        {
            if (from is not null && byTenant.TryGetValue(from, out var old) && old.Remove(name) && old.Count == 0)
                byTenant.Remove(from);
            if (to is null)
                return;
            if (!byTenant.TryGetValue(to, out var names))
                byTenant[to] = names = new(StringComparer.Ordinal);
            names.Add(name);
        }
    }
}
