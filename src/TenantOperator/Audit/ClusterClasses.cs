using System.Text.Json;
using OperatorRuntime;
using Webhooks.Index;

namespace TenantOperator.Audit;

/// <summary>The cluster's ingress, priority and storage classes: three small lists, read anew when they are a minute old.</summary>
internal sealed class ClusterClasses(KubeTransport transport, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private TenancyIndex? _known;
    private long _readAt;

    /// <summary>The classes.</summary>
    /// <exception cref="ApiException">They could not be read.</exception>
    public async Task<TenancyIndex> ReadAsync(CancellationToken cancellation)
    {
        if (_known is not null && time.GetElapsedTime(_readAt) < Freshness)
            return _known;
        var index = new TenancyIndex();
        await EachAsync(ResourceTypes.IngressClasses, (name, o) => index.PutIngressClass(name, Projections.IngressClass(o).IsDefault, Projections.IngressClass(o).Created), cancellation);
        await EachAsync(ResourceTypes.PriorityClasses, (name, o) => index.PriorityClasses.Put(name, Projections.PriorityClass(o).IsDefault, Projections.PriorityClass(o).Value), cancellation);
        await EachAsync(ResourceTypes.StorageClasses, (name, o) => index.StorageIndex.PutClass(name, StorageProjections.Class(o)), cancellation);
        (_known, _readAt) = (index, time.GetTimestamp());
        return index;
    }

    private Task EachAsync(ResourceType type, Action<string, JsonElement> each, CancellationToken cancellation) =>
        transport.ListAsync(type, new() { ResourceVersion = "0" }, o => each(o.GetProperty("metadata").GetProperty("name").GetString()!, o), cancellation);
}
