using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Namespaces;

namespace TenantOperator.Controllers.Volumes;

/// <summary>
/// Labels a volume with the tenant that its claim belongs to. Key: the volume. The label is set once and never changed or removed: a volume that is released, or whose
/// claimRef an admin clears, holds that tenant's data until an admin says otherwise.
/// </summary>
internal sealed class VolumeController(
    VolumeCache cache, ClusterCaches caches, KubeTransport transport, EventRecorder events, RuntimeServices services, ILogger<VolumeController> log) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "volume";

    /// <summary>The field manager of the label.</summary>
    public const string FieldManager = "tenant-operator-volumes";

    // Claims are not watched. A picked volume whose claim is not bound at once is one that the webhooks keep from being bound, or just warn of.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private readonly OwnWrites _writes = new(services);

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        if (!cache.Volumes.Store.TryGet(key, out var volume) || volume.Value.Claim is not { } claim || TenantOf(claim) is not { } tenant)
            return ReconciliationResult.Success;
        if (!_writes.AreSeen(key, _ => cache.Volumes.LastSeenResourceVersion))
            return ReconciliationResult.RequeueAfter(TenantNamespaceController.CacheLag);
        if (volume.Value.Tenant is { } label)
        {
            if (label != tenant && !volume.Value.IsReleased)
                Warn(volume, claim, tenant, $"is labelled for \"{label}\"");
            return ReconciliationResult.Success;
        }

        // What the binder picked was nobody's: it is the tenant's only if the claim was bound to it, before the walls stood.
        if (volume.Value.IsPicked && await StateOfAsync(volume, claim, cancellation) is var state && state != ClaimState.Bound)
        {
            if (state == ClaimState.Gone)
                return ReconciliationResult.Success;
            Warn(volume, claim, tenant, "is labelled for nobody");
            return ReconciliationResult.RequeueAfter(LookAgain);
        }

        await LabelAsync(volume, tenant, cancellation);
        return ReconciliationResult.Success;
    }

    private string? TenantOf(NamespacedName claim) =>
        caches.Namespaces.Store.TryGet(NamespacedName.Cluster(claim.Namespace), out var ns) && ns.Value.Tenant.Length > 0 ? ns.Value.Tenant : null;

    // Without force: an admin who labels the volume at the same moment is right.
    private async Task LabelAsync(Entity<VolumeEntry> volume, string tenant, CancellationToken cancellation)
    {
        var intent = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolume",
            ["metadata"] = new JsonObject { ["name"] = volume.Key.Name, ["uid"] = volume.Uid, ["labels"] = new JsonObject { [Labels.Tenant] = tenant } },
        };
        using var applied = await transport.ApplyAsync(Kinds.PersistentVolume, volume.Key, intent, FieldManager, force: false, null, cancellation);
        _writes.Record(volume.Key, Kinds.PersistentVolume, applied.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
        log.VolumeLabelled(volume.Key.Name, tenant);
    }

    private async Task<ClaimState> StateOfAsync(Entity<VolumeEntry> volume, NamespacedName claim, CancellationToken cancellation)
    {
        using var found = await transport.GetAsync(Kinds.PersistentVolumeClaim, claim, cancellation);
        return ClaimStates.Of(found, volume);
    }

    private void Warn(Entity<VolumeEntry> volume, NamespacedName claim, string tenant, string why)
    {
        log.VolumeDisputed(volume.Key.Name, claim, tenant);
        events.Record(
            new(Kinds.PersistentVolume, volume.Key, volume.Uid), EventType.Warning, "NotOfTheClaimsTenant",
            $"Claimed by {claim} of tenant \"{tenant}\", but the volume {why}: the claim cannot be bound to it. Label the volume {Labels.Tenant}={tenant} if it may have it; "
            + "else see that claimRef names a claim of the tenant that the volume is labelled for");
        // Not whose it is: that is none of the tenant's business.
        events.Record(
            new(Kinds.PersistentVolumeClaim, claim, volume.Value.ClaimUid), EventType.Warning, "VolumeNotOfTenant",
            $"Volume {volume.Key.Name} was chosen for this claim and is not of tenant \"{tenant}\": the claim cannot be bound to it. Ask the platform's admins");
    }
}
