using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Webhooks.Index;

/// <summary>Reads single objects from the API server.</summary>
internal sealed class ApiTenancySource(KubeTransport transport, TenancyIndex index) : ITenancySource
{
    public async Task<NamespaceState> NamespaceAsync(string name, CancellationToken cancellationToken)
    {
        using var found = await transport.GetAsync(ResourceTypes.Namespaces, NamespacedName.Cluster(name), cancellationToken);
        return found is null ? NamespaceState.Missing : new(Exists: true, Projections.TenantLabel(found.RootElement));
    }

    public async Task<TenantPolicy?> TenantAsync(string name, CancellationToken cancellationToken)
    {
        using var found = await transport.GetAsync(ResourceTypes.Tenants, NamespacedName.Cluster(name), cancellationToken);
        return found is null ? null : Projections.Tenant(found.RootElement, _ => null, index.Classes).Policy;
    }

    public async Task<TenantClass?> ClassAsync(string name, CancellationToken cancellationToken)
    {
        using var found = await transport.GetAsync(ResourceTypes.TenantClasses, NamespacedName.Cluster(name), cancellationToken);
        return found is null ? null : Projections.TenantClass(found.RootElement);
    }

    public async Task<VolumeFact?> VolumeAsync(string name, CancellationToken cancellationToken)
    {
        using var found = await transport.GetAsync(ResourceTypes.PersistentVolumes, NamespacedName.Cluster(name), cancellationToken);
        return found is null ? null : StorageProjections.Volume(found.RootElement);
    }
}
