using System.Text.Json;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// Clears up after a Tenant whose deletion was asked for: its namespaces go or stay by their policy; when those that go are really gone, the
/// tenant's access goes, and then the finalizer. Finalizers of others are theirs: what they hold up, we wait for.
/// </summary>
internal sealed class TenantFinalizer(
    KubeTransport transport, ClusterCaches caches, ManagedObjects objects, TenantStatusReport status, ILogger<TenantFinalizer> log) : IEntityFinalizer
{
    private static readonly NamespacedName Definition = NamespacedName.Cluster($"{Tenant.Plural}.{Tenant.Group}");

    public string Identifier => TenantEntry.Finalizer;

    public async Task<bool> FinalizeAsync(NamespacedName key, CancellationToken cancellation)
    {
        if (!caches.Tenants.Store.TryGet(key, out var entity))
            return true;

        // Deleting the CRD deletes every Tenant, and must not delete a single namespace: nobody who removes an operator means that.
        if (await DefinitionGoesAsync(cancellation))
        {
            log.DefinitionTerminating(key.Name);
            return true;
        }

        var going = await DeleteNamespacesAsync(entity, cancellation);
        if (going.Count > 0)
        {
            await status.WriteDeletingAsync(entity, going, cancellation);
            return false;
        }

        await RemoveAccessAsync(entity, cancellation);
        return true;
    }

    private async Task<bool> DefinitionGoesAsync(CancellationToken cancellation)
    {
        using var definition = await transport.GetAsync(Kinds.CustomResourceDefinition, Definition, cancellation);
        return definition is null || StoredMetadata.Of(definition.RootElement).Deleting;
    }

    // Read live, not from the cache: a namespace made a moment ago must not outlive its tenant unseen.
    private async Task<IReadOnlyList<Entity<NamespaceEntry>>> DeleteNamespacesAsync(Entity<TenantEntry> entity, CancellationToken cancellation)
    {
        var going = new List<Entity<NamespaceEntry>>();
        await foreach (var ns in NamespacesAsync(entity.Key.Name, cancellation))
        {
            // What a Tenant that cannot be read, or its class, says of its namespaces is not known: they stay.
            var policy = caches.Effective.Of(entity.Value).Tenant is { } tenant ? ReleaseDepartedNamespaces.WithTenant(tenant, ns.Value) : DeletionPolicy.Retain;
            if (!ns.Value.Terminating && policy == DeletionPolicy.Delete)
                await objects.DeleteAsync(entity.Key, Kinds.Namespace, ns, cancellation);
            if (ns.Value.Terminating || policy == DeletionPolicy.Delete)
                going.Add(ns);
        }

        return going;
    }

    private async IAsyncEnumerable<Entity<NamespaceEntry>> NamespacesAsync(
        string tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var options = new ListOptions { LabelSelector = $"{Labels.Tenant}={tenant}", Limit = 500 };
        do
        {
            using var page = await transport.ListPageAsync(Kinds.Namespace, options, cancellation);
            foreach (var stored in page.Items)
                yield return Read(stored);
            options = options with { Continue = page.Continue };
        }
        while (!string.IsNullOrEmpty(options.Continue));
    }

    private Entity<NamespaceEntry> Read(JsonElement stored)
    {
        var metadata = stored.GetProperty("metadata");
        return new(
            NamespacedName.Cluster(metadata.GetProperty("name").GetString()!), metadata.GetProperty("uid").GetString()!,
            metadata.GetProperty("resourceVersion").GetString()!, NamespaceEntry.Read(stored, caches.Pool));
    }

    private async Task RemoveAccessAsync(Entity<TenantEntry> entity, CancellationToken cancellation)
    {
        foreach (var type in ClusterCaches.OfTenant.Reverse())
            foreach (var access in caches.Of(type).Find(ClusterCaches.ByTenant, entity.Key.Name).ToArray())
                await objects.DeleteAsync(entity.Key, type, access, cancellation);
    }
}
