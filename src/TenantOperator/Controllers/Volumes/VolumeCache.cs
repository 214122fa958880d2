using OperatorRuntime;

namespace TenantOperator.Controllers.Volumes;

/// <summary>The cluster's volumes, of each a few words.</summary>
internal sealed class VolumeCache
{
    private const string ByClaimNamespace = "claim-namespace";

    public VolumeCache(KubeTransport transport, RuntimeServices services)
    {
        Volumes = new(transport, Kinds.PersistentVolume, VolumeEntry.Read, null, services);
        Volumes.Store.AddIndex(ByClaimNamespace, e => e.Value.Claim is { } claim ? [claim.Namespace] : []);
    }

    /// <summary>All volumes.</summary>
    public Informer<VolumeEntry> Volumes { get; }

    /// <summary>The volumes that are claimed from a namespace.</summary>
    public IEnumerable<NamespacedName> ClaimedFrom(string ns) => Volumes.Store.Find(ByClaimNamespace, ns).Select(e => e.Key);
}
