using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Storage;

/// <summary>What a new volume is filled from.</summary>
public sealed class DataSource : ClaimRule
{
    public override string Id => "storage/data-source";

    public override string Denies => "A dataSource or dataSourceRef in a namespace outside the tenant, and of another kind than PersistentVolumeClaim and VolumeSnapshot.";

    public override string Why => "A source in another namespace is another's data (KEP-3294; ReferenceGrants are checked by the provisioner, if it knows them). Other kinds are handed to volume "
        + "populators, which read with their own rights what the tenant may not (KEP-1495).";

    protected override void Check(ClaimView claim, RuleInput input, Violations violations)
    {
        CheckSource(claim.Path("spec.dataSource"), claim.Spec.At("dataSource"u8), input, violations);
        CheckSource(claim.Path("spec.dataSourceRef"), claim.Spec.At("dataSourceRef"u8), input, violations);
    }

    private static void CheckSource(string path, JsonElement source, RuleInput input, Violations violations)
    {
        if (!source.Exists())
            return;
        if (!IsClaim(source) && !IsSnapshot(source))
            violations.Add(path, $"{source.Show()} is not of an allowed kind (allowed: PersistentVolumeClaim, VolumeSnapshot of snapshot.storage.k8s.io)");
        if (!source.IsAbsentOrEmpty("namespace"u8)
            && (source.String("namespace"u8) is not { } name || !string.Equals(input.Cluster.TenantOf(name), input.Policy.Name, StringComparison.Ordinal)))
            violations.Add($"{path}.namespace", $"{source.Show("namespace"u8)} is no namespace of this tenant");
    }

    private static bool IsClaim(JsonElement source) => source.Is("kind"u8, "PersistentVolumeClaim"u8) && source.IsAbsentOrEmpty("apiGroup"u8);

    private static bool IsSnapshot(JsonElement source) => source.Is("kind"u8, "VolumeSnapshot"u8) && source.Is("apiGroup"u8, "snapshot.storage.k8s.io"u8);
}
