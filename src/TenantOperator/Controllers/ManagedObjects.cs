using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers;

/// <summary>Writes and removes managed objects. Only differences are written; each write is remembered until the caches show it.</summary>
internal sealed class ManagedObjects(KubeTransport transport, ClusterCaches caches, OwnWrites writes, ILogger<ManagedObjects> log)
{
    /// <summary>The field manager of all that the operator writes, but status.</summary>
    public const string FieldManager = "tenant-operator";

    private readonly ServerSideApply _apply = new(transport, FieldManager, caches.Pool);

    /// <summary>Whether the caches show all that was written for a key. Who works from older ones would write twice, or undo.</summary>
    public bool SeesOwnWrites(NamespacedName owner) => writes.AreSeen(owner, caches.LastSeen);

    /// <summary>Makes an object stand as it is wanted.</summary>
    public async Task ApplyAsync(NamespacedName owner, ResourceType type, DesiredObject desired, CancellationToken cancellation)
    {
        var key = new NamespacedName(desired.Namespace ?? "", desired.Name);
        caches.Of(type).TryGet(key, out var stored);
        if (stored is not null && desired.Body.ContainsKey("roleRef") && RoleDiffers(desired.Body, stored))
        {
            // The API server never lets a binding's role change: the binding goes, and comes again.
            await DeleteAsync(owner, type, stored, cancellation);
            stored = null;
        }

        await ApplyAsync(owner, type, key, desired.Body, stored, cancellation);
    }

    /// <summary>Makes an object stand as it is wanted, of a kind that is cached otherwise.</summary>
    public async Task<bool> ApplyAsync(
        NamespacedName owner, ResourceType type, NamespacedName key, JsonObject body, Entity<StoredContent>? stored, CancellationToken cancellation)
    {
        var result = await _apply.ApplyAsync(type, body, stored, Comparers.For(type), cancellation);
        if (result.Written)
        {
            writes.Record(owner, type, result.ResourceVersion);
            log.Applied(type, key);
        }

        return result.Written;
    }

    /// <summary>Remembers a write that was made elsewhere.</summary>
    public void Remember(NamespacedName owner, ResourceType type, string resourceVersion) => writes.Record(owner, type, resourceVersion);

    /// <summary>Removes an object, unless it is another by now.</summary>
    public async Task DeleteAsync<T>(NamespacedName owner, ResourceType type, Entity<T> stored, CancellationToken cancellation)
    {
        if (await transport.DeleteAsync(type, stored.Key, new() { Uid = stored.Uid }, cancellation))
            log.Deleted(type, stored.Key, owner.Name);
    }

    private static bool RoleDiffers(JsonObject wanted, Entity<StoredContent> stored)
    {
        using var document = stored.Value.Parse();
        return document.RootElement.TryGetProperty("roleRef", out var role)
            && !JsonNode.DeepEquals(JsonNode.Parse(role.GetRawText()), wanted["roleRef"]);
    }
}
