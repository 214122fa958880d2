using System.Text.Json;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Policies;

namespace TenantOperator.Controllers.Caches;

/// <summary>The controllers' view of the cluster: Tenants, tenants' namespaces, and the objects that the operator manages.</summary>
internal sealed class ClusterCaches
{
    /// <summary>Files namespaces and cluster-scoped objects by tenant.</summary>
    public const string ByTenant = "tenant";

    /// <summary>Files objects by the namespace that they stand in.</summary>
    public const string ByNamespace = "namespace";

    private readonly Dictionary<ResourceType, Informer<StoredContent>> _managed;

    public ClusterCaches(KubeTransport transport, RuntimeServices services, PlatformSettings platform)
    {
        // Each by its name: what other ClusterRoles there are is no concern of ours.
        MemberRoles = platform.MemberClusterRoles.Distinct(StringComparer.Ordinal).ToDictionary(
            name => name, name => new Informer<bool>(transport, Kinds.ClusterRole, _ => true, new() { FieldSelector = $"metadata.name={name}" }, services), StringComparer.Ordinal);
        Tenants = new(transport, Kinds.Tenant, TenantEntry.Read, null, services);
        Classes = new(transport, Kinds.TenantClass, ClassEntry.Read, null, services);
        Effective = new(Classes.Store);
        Namespaces = new(transport, Kinds.Namespace, e => NamespaceEntry.Read(e, Pool), new() { LabelSelector = Labels.Tenant }, services);
        Namespaces.Store.AddIndex(ByTenant, e => [e.Value.Tenant]);
        _managed = Managed.ToDictionary(type => type, type => new Informer<StoredContent>(transport, type, type == Kinds.ResourceQuota ? ReadQuota : Pool.Project, Selector, services));
        _managed[Kinds.ResourceQuota].Subscribe(change =>
        {
            // One that was deleted and made anew within a list has been read already when its end is told.
            if (change.New is null && !_managed[Kinds.ResourceQuota].Store.TryGet(change.Key, out _))
                Quotas.Remove(change.Key);
        });
        foreach (var (type, informer) in _managed)
            informer.Store.AddIndex(type.Namespaced ? ByNamespace : ByTenant, type.Namespaced ? (e => [e.Key.Namespace]) : TenantOf);
    }

    /// <summary>Kinds of managed objects inside a namespace, walls first.</summary>
    public static IReadOnlyList<ResourceType> InNamespace { get; } = [Kinds.ResourceQuota, Kinds.LimitRange, Kinds.NetworkPolicy, Kinds.RoleBinding];

    /// <summary>Kinds of managed objects of a tenant as a whole; the role before its binding.</summary>
    public static IReadOnlyList<ResourceType> OfTenant { get; } = [Kinds.ClusterRole, Kinds.ClusterRoleBinding];

    /// <summary>Shares the memory of equal contents.</summary>
    public ContentPool Pool { get; } = new();

    /// <summary>What is used of the managed quotas.</summary>
    public QuotaUsages Quotas { get; } = new();

    /// <summary>All Tenants.</summary>
    public Informer<TenantEntry> Tenants { get; }

    /// <summary>All TenantClasses.</summary>
    public Informer<ClassEntry> Classes { get; }

    /// <summary>Tenants with what their classes give.</summary>
    public EffectiveTenants Effective { get; }

    /// <summary>The namespaces that carry the tenant label.</summary>
    public Informer<NamespaceEntry> Namespaces { get; }

    /// <summary>The ClusterRoles that the platform lists for members, each by its name.</summary>
    public IReadOnlyDictionary<string, Informer<bool>> MemberRoles { get; }

    /// <summary>The informers of managed objects.</summary>
    public IEnumerable<Informer<StoredContent>> ManagedObjects => _managed.Values;

    /// <summary>Whether every cache has held a complete list.</summary>
    public bool HaveSynced => Tenants.HasSynced && Classes.HasSynced && Namespaces.HasSynced && _managed.Values.All(i => i.HasSynced) && MemberRoles.Values.All(i => i.HasSynced);

    private static IEnumerable<ResourceType> Managed => InNamespace.Concat(OfTenant);

    private static InformerOptions Selector => new() { LabelSelector = $"{Labels.ManagedBy}={Labels.Operator},{Labels.Tenant}" };

    private StoredContent ReadQuota(JsonElement stored)
    {
        Quotas.Put(stored);
        return Pool.Project(stored);
    }

    /// <summary>The managed objects of a kind.</summary>
    public EntityStore<StoredContent> Of(ResourceType type) => _managed[type].Store;

    /// <summary>The version up to which the cache of a kind is known to be current.</summary>
    public string LastSeen(ResourceType type) =>
        type == Kinds.Namespace ? Namespaces.LastSeenResourceVersion
        : type == Kinds.Tenant ? Tenants.LastSeenResourceVersion
        : _managed.TryGetValue(type, out var informer) ? informer.LastSeenResourceVersion
        : "";

    /// <summary>The tenant's namespaces, by name.</summary>
    public IReadOnlyList<Entity<NamespaceEntry>> NamespacesOf(string tenant) =>
        [.. Namespaces.Store.Find(ByTenant, tenant).OrderBy(e => e.Key.Name, StringComparer.Ordinal)];

    /// <summary>The tenant of a namespace, for queues in which tenants take turns; empty for one that is not known (any more).</summary>
    public string GroupOf(NamespacedName ns) => Namespaces.Store.TryGet(ns, out var found) ? found.Value.Tenant : "";

    /// <summary>The tenant that an object's label names.</summary>
    public static IEnumerable<string> TenantOf(Entity<StoredContent> entity)
    {
        using var document = entity.Value.Parse();
        return StoredMetadata.Of(document.RootElement).Labels.TryGetValue(Labels.Tenant, out var tenant) ? [tenant] : [];
    }

    /// <summary>Runs all informers until cancelled.</summary>
    public IEnumerable<(string Name, Func<CancellationToken, Task> Run)> Loops()
    {
        yield return ("tenants", Tenants.RunAsync);
        yield return ("tenantclasses", Classes.RunAsync);
        yield return ("namespaces", Namespaces.RunAsync);
        foreach (var (type, informer) in _managed)
            yield return (type.Plural, informer.RunAsync);
        foreach (var (name, informer) in MemberRoles)
            yield return ($"clusterrole {name}", informer.RunAsync);
    }

    /// <summary>Ends when every cache has held a complete list.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellation) =>
        Task.WhenAll([Tenants.WaitForSyncAsync(cancellation), Classes.WaitForSyncAsync(cancellation), Namespaces.WaitForSyncAsync(cancellation), .. _managed.Values.Select(i => i.WaitForSyncAsync(cancellation)), .. MemberRoles.Values.Select(i => i.WaitForSyncAsync(cancellation))]);
}
