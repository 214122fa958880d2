using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>A PersistentVolume, as it is stored.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VolumeView(JsonElement Element)
{
    /// <summary>The value of the tenant label, empty when it is no text; null when there is no label.</summary>
    public string? Tenant => Metadata.At("labels"u8).At("tenantoperator.io/tenant"u8) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } label => label.GetString(),
        _ => "",
    };

    /// <summary>The namespace of the claim that the volume is bound to or set aside for; null when there is none.</summary>
    public string? ClaimNamespace => Claim.String("namespace"u8);

    /// <summary>The claim's name.</summary>
    public string? ClaimName => Claim.String("name"u8);

    /// <summary>The claim's uid; null while the volume is only set aside.</summary>
    public string? ClaimUid => Claim.String("uid"u8);

    /// <summary>
    /// Whether the volume binder picked the volume among the free ones, which it notes in an annotation. The provisioners inside of Kubernetes (before CSI)
    /// leave the same note; what they make has the claim's uid in its name, as <c>pvc-</c> and the uid.
    /// </summary>
    public bool IsPicked =>
        Metadata.At("annotations"u8).At("pv.kubernetes.io/bound-by-controller"u8).Exists()
        && !(ClaimUid is { Length: > 0 } uid && Metadata.String("name"u8)?.EndsWith(uid, StringComparison.Ordinal) == true);

    /// <summary>Whether its claim is gone, and what it holds is still there.</summary>
    public bool IsReleased => Element.At("status"u8).Is("phase"u8, "Released"u8);

    private JsonElement Metadata => Element.At("metadata"u8);

    private JsonElement Claim => Element.At("spec"u8).At("claimRef"u8);
}
