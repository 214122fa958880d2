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

    public static VolumeFact Volume(JsonElement stored)
    {
        var volume = new VolumeView(stored);
        return new(Shared(volume.Tenant), Shared(volume.ClaimNamespace), volume.IsPicked);
    }

    // Many volumes, few tenants and namespaces: one string for all.
    private static string? Shared(string? text) => text is null ? null : string.Intern(text);
}
