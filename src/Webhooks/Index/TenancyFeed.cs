using System.Text.Json;
using Microsoft.Extensions.Hosting;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Policies;
using Tenancy.Validation;
using Webhooks.Telemetry;

namespace Webhooks.Index;

/// <summary>Keeps the index as the API server has it, from a watch for each kind that it knows.</summary>
internal sealed class TenancyFeed(KubeTransport transport, TenancyIndex index, PlatformSettings platform, WebhookMetrics metrics, RuntimeServices services) : BackgroundService
{
    private readonly IWatch[] watches =
    [
        // All watches run at once: a tenant that comes before its class is compiled again when that comes.
        Watch(transport, services, ResourceTypes.TenantClasses, Projections.TenantClass, (_, c) => index.PutClass(c), key => index.RemoveClass(key.Name)),
        Watch(transport, services, ResourceTypes.Tenants, t => Projections.Tenant(t, index.Record, index.Classes), (_, tenant) => index.PutTenant(tenant), key => index.RemoveTenant(key.Name)),

        // Others have no label and are no concern of ours; one that loses it leaves the watch as if it were deleted.
        Watch(
            transport, services, ResourceTypes.Namespaces, n => Projections.TenantLabel(n) ?? "", (key, tenant) => index.PutNamespace(key.Name, tenant),
            key => index.RemoveNamespace(key.Name), Labels.Tenant),
        Watch(
            transport, services, ResourceTypes.IngressClasses, Projections.IngressClass, (key, c) => index.PutIngressClass(key.Name, c.IsDefault, c.Created),
            key => index.RemoveIngressClass(key.Name)),
        Watch(
            transport, services, ResourceTypes.PriorityClasses, Projections.PriorityClass, (key, c) => index.PriorityClasses.Put(key.Name, c.IsDefault, c.Value),
            key => index.PriorityClasses.Remove(key.Name)),
        Watch(
            transport, services, ResourceTypes.StorageClasses, StorageProjections.Class, (key, c) => index.StorageIndex.PutClass(key.Name, c),
            key => index.StorageIndex.RemoveClass(key.Name)),
        Watch(
            transport, services, ResourceTypes.PersistentVolumes, StorageProjections.Volume, (key, volume) => index.StorageIndex.PutVolume(key.Name, volume),
            key => index.StorageIndex.RemoveVolume(key.Name)),

        // The pods with this label are few; no other pod is ever seen.
        Watch(
            transport, services, ResourceTypes.Pods, _ => true, (key, _) => index.PlatformPods.Put(key.Namespace, key.Name),
            key => index.PlatformPods.Remove(key.Namespace, key.Name), Labels.Platform),

        // Each by its name: no other may be read.
        .. platform.MemberClusterRoles.Distinct(StringComparer.Ordinal).Select(name => Watch(
            transport, services, ResourceTypes.ClusterRoles, role => WideRole.Of(role) ?? "", (key, tooWide) => index.MemberRoles.Put(key.Name, tooWide),
            key => index.MemberRoles.Remove(key.Name), fieldSelector: $"metadata.name={name}")),
    ];

    /// <summary>Whether all loops turn.</summary>
    public bool IsAlive => Array.TrueForAll(watches, w => w.IsAlive);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.ObserveAges(() => watches.GroupBy(w => w.Resource, w => w.Age, StringComparer.Ordinal).Select(g => (g.Key, g.Max())));
        var subscriptions = Array.ConvertAll(watches, w => w.Subscribe());
        try
        {
            await FollowAsync(stoppingToken);
        }
        finally
        {
            foreach (var subscription in subscriptions)
                subscription.Dispose();
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var loops = Task.WhenAny(watches.Select(w => w.RunAsync(stoppingToken))).Unwrap();
        var synced = Task.WhenAll(watches.Select(w => w.WaitForSyncAsync(stoppingToken)));
        if (await Task.WhenAny(synced, loops) == synced)
        {
            await synced;
            index.MarkSynced();
        }

        // A loop that ends is a defect: its exception stops the host, so that no process decides from a view that stands still.
        await loops;
        if (!stoppingToken.IsCancellationRequested)
            throw new InvalidOperationException("A watch of the index has ended.");
    }

    private static Watch<T> Watch<T>(
        KubeTransport transport, RuntimeServices services, ResourceType type, Func<JsonElement, T> projection, Action<NamespacedName, T> put, Action<NamespacedName> remove,
        string? labelSelector = null, string? fieldSelector = null) =>
        new(new Informer<T>(transport, type, projection, new() { LabelSelector = labelSelector, FieldSelector = fieldSelector }, services), put, remove);
}
