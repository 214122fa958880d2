using Microsoft.Extensions.Hosting;
using OperatorRuntime;
using Tenancy.Api;

namespace Webhooks.Index;

/// <summary>Keeps the index as the API server has it, from three watches.</summary>
internal sealed class TenancyFeed(KubeTransport transport, TenancyIndex index, RuntimeServices services) : BackgroundService
{
    private readonly Informer<TenantRecord> tenants =
        new(transport, ResourceTypes.Tenants, t => Projections.Tenant(t, index.Record), services: services);

    // Others have no label and are no concern of ours; one that loses it leaves the watch as if it were deleted.
    private readonly Informer<string> namespaces =
        new(transport, ResourceTypes.Namespaces, n => Projections.TenantLabel(n) ?? "", new() { LabelSelector = Labels.Tenant }, services);

    private readonly Informer<(bool IsDefault, DateTimeOffset Created)> ingressClasses =
        new(transport, ResourceTypes.IngressClasses, Projections.IngressClass, services: services);

    /// <summary>Whether all three loops turn. One that hangs would leave the index standing still.</summary>
    public bool IsAlive => tenants.Heartbeat.IsAlive && namespaces.Heartbeat.IsAlive && ingressClasses.Heartbeat.IsAlive;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tenantChanges = tenants.Subscribe(Apply);
        using var namespaceChanges = namespaces.Subscribe(Apply);
        using var ingressClassChanges = ingressClasses.Subscribe(Apply);
        var loops = Task.WhenAny(tenants.RunAsync(stoppingToken), namespaces.RunAsync(stoppingToken), ingressClasses.RunAsync(stoppingToken)).Unwrap();

        var synced = Task.WhenAll(
            tenants.WaitForSyncAsync(stoppingToken), namespaces.WaitForSyncAsync(stoppingToken), ingressClasses.WaitForSyncAsync(stoppingToken));
        if (await Task.WhenAny(synced, loops) == synced)
        {
            await synced;
            index.MarkSynced();
        }

        // A loop that ends is a defect: its exception stops the host, so that no process decides from a view that stands still.
        await loops;
        if (!stoppingToken.IsCancellationRequested)
            throw new InvalidOperationException("A watch of tenants, namespaces or ingress classes has ended.");
    }

    private void Apply(EntityChange<TenantRecord> change)
    {
        if (change.New is { } entity)
            index.PutTenant(entity.Value);
        else
            index.RemoveTenant(change.Key.Name);
    }

    private void Apply(EntityChange<string> change)
    {
        if (change.New is { } entity)
            index.PutNamespace(change.Key.Name, entity.Value);
        else
            index.RemoveNamespace(change.Key.Name);
    }

    private void Apply(EntityChange<(bool IsDefault, DateTimeOffset Created)> change)
    {
        if (change.New is { } entity)
            index.PutIngressClass(change.Key.Name, entity.Value.IsDefault, entity.Value.Created);
        else
            index.RemoveIngressClass(change.Key.Name);
    }
}
