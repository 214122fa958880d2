using System.Collections.Concurrent;
using Tenancy.Api;
using Tenancy.Hosts;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Webhooks.Index;

/// <summary>
/// Which tenant a namespace belongs to, and what each tenant may do. Reads are look-ups in memory without locks and cost the same
/// with one tenant as with ten thousand; writes come from one feed and are serialised.
/// </summary>
/// <remarks>Keeps for a namespace two references, for a tenant its spec and its compiled policy.</remarks>
public sealed class TenancyIndex : IClusterFacts
{
    // A namespace's name has at most 63 characters (RFC 1123 label); what a longer text begins with need not be looked up.
    private const int LongestNamespaceName = 63;

    private readonly Lock writing = new();
    private readonly ConcurrentDictionary<string, TenantRecord> tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> namespaces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TenantRecord[]> claimants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TenantRecord[]>.AlternateLookup<ReadOnlySpan<char>> claimantsOf;
    private readonly TenantOwners owners = new();
    private readonly TenantNamespaces namespacesOf = new();
    private readonly HostOwners hosts = new();
    private readonly Dictionary<string, DateTimeOffset> defaultIngressClasses = new(StringComparer.Ordinal);
    private volatile string? defaultIngressClass;
    private volatile bool synced;

    public TenancyIndex() => claimantsOf = claimants.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the index has held everything once. Nothing may be decided from it before.</summary>
    public bool IsSynced => synced;

    /// <inheritdoc/>
    public string? DefaultIngressClass => defaultIngressClass;

    /// <inheritdoc/>
    public string? DefaultPriorityClass => PriorityClasses.Default;

    internal TenantClasses Classes { get; } = new();

    internal PriorityClasses PriorityClasses { get; } = new();

    internal PlatformPods PlatformPods { get; } = new();

    internal MemberClusterRoles MemberRoles { get; } = new();

    /// <inheritdoc/>
    public bool IsPlatformPod(string namespaceName, string podName) => PlatformPods.Contains(namespaceName, podName);

    /// <inheritdoc/>
    public bool HasPlatformPods(string namespaceName) => PlatformPods.AreIn(namespaceName);

    public IStorageFacts Storage => StorageIndex;

    internal StorageIndex StorageIndex { get; } = new();

    /// <inheritdoc/>
    public TenantPolicy? Tenant(string name) => Record(name)?.Policy;

    /// <inheritdoc/>
    public string? TenantOf(string namespaceName) => namespaces.GetValueOrDefault(namespaceName);

    /// <inheritdoc/>
    public IReadOnlyList<TenantPolicy> TenantsOwnedBy(Requester requester) =>
        [.. owners.TenantsOf(requester).Select(Tenant).OfType<TenantPolicy>().Where(t => t.IsOwner(requester))];

    /// <inheritdoc/>
    public int NamespacesBeside(string tenant, string namespaceName) => namespacesOf.CountBeside(tenant, namespaceName);

    /// <summary>The names of the tenant's namespaces, in order.</summary>
    internal IReadOnlyList<string> NamespacesOf(string tenant) => namespacesOf.Of(tenant);

    /// <inheritdoc/>
    public string? OwnerOfHost(string host) => hosts.OwnerOf(host)?.Tenant;

    /// <inheritdoc/>
    public TenantPolicy? TenantByPrefix(string namespaceName)
    {
        // Every prefix ends with a dash (the CRD's pattern), so only what ends at a dash of the name can be one: the longest first.
        var rest = namespaceName.AsSpan(0, Math.Min(namespaceName.Length, LongestNamespaceName));
        for (var dash = rest.LastIndexOf('-'); dash >= 0; dash = rest[..dash].LastIndexOf('-'))
        {
            if (claimantsOf.TryGetValue(rest[..(dash + 1)], out var found))
                return found[0].Policy;
        }
        return null;
    }

    /// <summary>Another tenant that has this very prefix, the oldest when there are several; null when there is none.</summary>
    public TenantPolicy? OtherOwnerOfPrefix(string prefix, string tenant) =>
        claimants.GetValueOrDefault(prefix)?.FirstOrDefault(r => !string.Equals(r.Policy.Name, tenant, StringComparison.Ordinal))?.Policy;

    /// <summary>What another tenant has that overlaps a canonical host or wildcard; null when there is nothing.</summary>
    public HostClaim? HostOfAnother(string host, string tenant) => hosts.ClaimsOfOthers(host, tenant).FirstOrDefault();

    /// <summary>Everything there was at the start has been put in.</summary>
    public void MarkSynced() => synced = true;

    internal TenantRecord? Record(string tenant) => tenants.GetValueOrDefault(tenant);

    internal void PutTenant(TenantRecord record)
    {
        lock (writing)
        {
            // The class may have changed since the Tenant was read: its watch is another.
            record = record.WithClassOf(Classes);
            RemoveClaim(record.Policy.Name);
            hosts.Put(record.Policy.Name, record.Created, record.Policy.Ingress.OwnedHosts);
            owners.Put(record.Policy);
            tenants[record.Policy.Name] = record;
            var others = claimants.GetValueOrDefault(record.Policy.NamespacePrefix) ?? [];
            // Two tenants can arrive with one prefix at the same moment through two API servers: the older one owns it.
            claimants[record.Policy.NamespacePrefix] =
                [.. others.Append(record).OrderBy(r => r.Created).ThenBy(r => r.Policy.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>The names of the tenants that have this class, in order.</summary>
    internal IReadOnlyList<string> TenantsOfClass(string name) =>
        [.. tenants.Values.Where(r => string.Equals(r.Class?.Metadata.Name, name, StringComparison.Ordinal)).Select(r => r.Name).Order(StringComparer.Ordinal)];

    internal void PutClass(TenantClass @class)
    {
        lock (writing)
        {
            if (Classes.Put(@class))
                CompileAnew();
        }
    }

    internal void RemoveClass(string name)
    {
        lock (writing)
        {
            Classes.Remove(name);
            CompileAnew();
        }
    }

    internal void RemoveTenant(string name)
    {
        lock (writing)
        {
            RemoveClaim(name);
            hosts.Remove(name);
            owners.Remove(name);
            tenants.TryRemove(name, out _);
        }
    }

    internal void PutNamespace(string name, string tenant)
    {
        // One string for all namespaces of a tenant.
        var shared = Record(tenant)?.Policy.Name ?? tenant;
        namespacesOf.Move(name, namespaces.GetValueOrDefault(name), shared);
        namespaces[name] = shared;
    }

    internal void RemoveNamespace(string name)
    {
        if (namespaces.TryRemove(name, out var tenant))
            namespacesOf.Move(name, tenant, null);
    }

    internal void PutIngressClass(string name, bool isDefault, DateTimeOffset created)
    {
        lock (writing)
        {
            if (isDefault)
                defaultIngressClasses[name] = created;
            else
                defaultIngressClasses.Remove(name);
            ChooseDefaultIngressClass();
        }
    }

    internal void RemoveIngressClass(string name)
    {
        lock (writing)
        {
            defaultIngressClasses.Remove(name);
            ChooseDefaultIngressClass();
        }
    }

    // Every tenant whose class is another one now. They come one by one: each is held to its old policy or to its new one.
    private void CompileAnew()
    {
        foreach (var record in tenants.Values)
        {
            if (!ReferenceEquals(Classes.Of(record.Tenant), record.Class))
                PutTenant(record);
        }
    }

    // Of several the API server takes the youngest, and of equally young ones the first by name.
    private void ChooseDefaultIngressClass() =>
        defaultIngressClass = defaultIngressClasses.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).FirstOrDefault().Key;

    private void RemoveClaim(string tenant)
    {
        if (!tenants.TryGetValue(tenant, out var record))
            return;
        var prefix = record.Policy.NamespacePrefix;
        TenantRecord[] rest = [.. claimants[prefix].Where(r => !ReferenceEquals(r, record))];
        if (rest.Length == 0)
            claimants.TryRemove(prefix, out _);
        else
            claimants[prefix] = rest;
    }
}
