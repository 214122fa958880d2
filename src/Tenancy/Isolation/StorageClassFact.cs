namespace Tenancy.Isolation;

/// <summary>What rules know of a StorageClass.</summary>
/// <param name="Provisions">Whether it makes volumes: its provisioner is another than <c>kubernetes.io/no-provisioner</c>.</param>
/// <param name="Retains">Whether its volumes stay when their claims are gone: its reclaimPolicy is another than Delete.</param>
public sealed record StorageClassFact(bool Provisions, bool Retains);
