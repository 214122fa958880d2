using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// Clears up in a namespace that a platform admin took out of its tenant by removing the label: role bindings first, so that nobody acts where no
/// walls stand; then our labels of the namespace, then the walls. What the tenant ran goes on. That the walls come last is what brings us back
/// after a crash: they are what the caches still show of it.
/// </summary>
internal sealed class ReleaseNamespace(KubeTransport transport, ClusterCaches caches, ManagedObjects objects, ILogger log)
{
    /// <summary>Clears up, if the namespace is one of those. Its key is due without it being cached.</summary>
    /// <returns>Whether the cache only lags behind, and is to be looked at again.</returns>
    public async Task<bool> RunAsync(NamespacedName key, CancellationToken cancellation)
    {
        if (!ClusterCaches.InNamespace.Any(type => Of(type, key).Count > 0))
            return false;
        using var stored = await transport.GetAsync(Kinds.Namespace, key, cancellation);
        // What is gone, or is going, is emptied by the API server's own namespace controller.
        if (stored is null || StoredMetadata.Of(stored.RootElement) is not { Deleting: false } metadata)
            return false;
        if (metadata.Labels.ContainsKey(Labels.Tenant))
            return true;
        await RemoveAsync(key, Kinds.RoleBinding, cancellation);
        await UnlabelAsync(key, OwnedMetadata.Of(stored.RootElement, ManagedObjects.FieldManager), stored.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!, metadata, cancellation);
        foreach (var type in RaiseWalls.Kinds.Reverse())
            await RemoveAsync(key, type, cancellation);
        log.NamespaceReleased(key.Name);
        return false;
    }

    private IReadOnlyCollection<Entity<StoredContent>> Of(ResourceType type, NamespacedName key) => [.. caches.Of(type).Find(ClusterCaches.ByNamespace, key.Name)];

    private async Task RemoveAsync(NamespacedName key, ResourceType type, CancellationToken cancellation)
    {
        foreach (var ours in Of(type, key))
            await objects.DeleteAsync(key, type, ours, cancellation);
    }

    // A patch, since an apply leaves what the creation of the namespace set. With the version: who has the label back meanwhile keeps the others.
    private async Task UnlabelAsync(NamespacedName key, string owned, string version, StoredMetadata stored, CancellationToken cancellation)
    {
        var ours = owned.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append($"labels/{Labels.MadeFor}").Append($"labels/{Labels.Suspended}");
        if (stored.Labels.GetValueOrDefault(Labels.ManagedBy) == Labels.Operator)
            ours = ours.Append($"labels/{Labels.ManagedBy}");
        JsonObject labels = [], annotations = [];
        foreach (var entry in ours.Distinct(StringComparer.Ordinal))
            (entry.StartsWith("labels/", StringComparison.Ordinal) ? labels : annotations)[entry[(entry.IndexOf('/', StringComparison.Ordinal) + 1)..]] = null;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = version, ["labels"] = labels, ["annotations"] = annotations } };
        (await transport.MergePatchAsync(Kinds.Namespace, key, patch, null, cancellation)).Dispose();
    }
}
