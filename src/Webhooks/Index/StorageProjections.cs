using System.Text.Json;
using Tenancy.Isolation;
using Tenancy.Objects;

namespace Webhooks.Index;

/// <summary>What of storage classes and volumes the index keeps. Never throws: what cannot be read becomes the strictest value.</summary>
internal static class StorageProjections
{
    public static StorageIndex.ClassRecord Class(JsonElement storageClass)
    {
        var metadata = storageClass.At("metadata"u8);
        var annotations = metadata.At("annotations"u8);
        var isDefault = annotations.Is("storageclass.kubernetes.io/is-default-class"u8, "true"u8) || annotations.Is("storageclass.beta.kubernetes.io/is-default-class"u8, "true"u8);
        var provisions = storageClass.String("provisioner"u8) is { Length: > 0 } provisioner && provisioner != "kubernetes.io/no-provisioner";
        // The API server fills in Delete where a class says nothing.
        return new(new(provisions, Retains: !storageClass.Is("reclaimPolicy"u8, "Delete"u8)), isDefault, Projections.Created(metadata));
    }

    public static VolumeFact Volume(JsonElement volume)
    {
        var metadata = volume.At("metadata"u8);
        var label = metadata.At("labels"u8).At("tenantoperator.io/tenant"u8);
        var claim = volume.At("spec"u8).At("claimRef"u8);
        return new(
            label.ValueKind == JsonValueKind.Undefined ? null : Shared(label.ValueKind == JsonValueKind.String ? label.GetString()! : ""),
            claim.String("namespace"u8) is { } name ? Shared(name) : null,
            IsPicked(metadata, claim));
    }

    /// <summary>
    /// The provisioners inside of Kubernetes (before CSI) set the binder's annotation as well; what they make has the claim's uid in its name,
    /// as <c>pvc-</c> and the uid.
    /// </summary>
    private static bool IsPicked(JsonElement metadata, JsonElement claim) =>
        metadata.At("annotations"u8).At("pv.kubernetes.io/bound-by-controller"u8).Exists()
        && !(claim.String("uid"u8) is { Length: > 0 } uid && metadata.String("name"u8)?.EndsWith(uid, StringComparison.Ordinal) == true);

    // Many volumes, few tenants and namespaces: one string for all.
    private static string Shared(string text) => string.Intern(text);
}
