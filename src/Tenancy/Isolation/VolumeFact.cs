namespace Tenancy.Isolation;

/// <summary>What rules know of a PersistentVolume.</summary>
/// <param name="Tenant">The value of its tenant label; null when it has none.</param>
/// <param name="ClaimNamespace">The namespace that its claimRef names; null when it has no claimRef.</param>
/// <param name="IsPicked">
/// Whether the volume binder picked it for its claim among the volumes that were free (annotation <c>pv.kubernetes.io/bound-by-controller</c>), rather
/// than a provisioner making it for the claim or an admin setting it aside: then its claimRef says nothing about whose it is.
/// </param>
public sealed record VolumeFact(string? Tenant, string? ClaimNamespace, bool IsPicked)
{
    /// <summary>Whether the volume is a tenant's: its label says so; without a label, a claimRef to one of the tenant's namespaces that was meant.</summary>
    public bool IsOf(string tenant, IClusterFacts cluster) => Tenant is not null
        ? string.Equals(Tenant, tenant, StringComparison.Ordinal)
        : !IsPicked && ClaimNamespace is not null && string.Equals(cluster.TenantOf(ClaimNamespace), tenant, StringComparison.Ordinal);
}
