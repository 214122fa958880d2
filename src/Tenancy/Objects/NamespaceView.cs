using System.Runtime.InteropServices;
using System.Text.Json;
using Tenancy.Api;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>A Namespace, as it is stored or as it is to be.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NamespaceView(JsonElement Element)
{
    /// <summary>The labels.</summary>
    public JsonElement Labels => Metadata.At("labels"u8);

    /// <summary>The annotations.</summary>
    public JsonElement Annotations => Metadata.At("annotations"u8);

    /// <summary>The metadata.</summary>
    public JsonElement Metadata => Element.At("metadata"u8);

    /// <summary>The tenant label, of whatever JSON type; undefined when there is none.</summary>
    public JsonElement TenantLabel => Labels.At("tenantoperator.io/tenant"u8);

    /// <summary>Whether there is a tenant label, with whatever value: an empty or malformed one is not as none.</summary>
    public bool IsClaimed => TenantLabel.ValueKind != JsonValueKind.Undefined;

    /// <summary>Whether one of the owner references names an object of this operator's group.</summary>
    public bool IsOwnedByTenant
    {
        get
        {
            foreach (var owner in Metadata.Items("ownerReferences"u8))
            {
                if (owner.String("apiVersion"u8)?.StartsWith(Tenant.Group + "/", StringComparison.Ordinal) == true)
                    return true;
            }
            return false;
        }
    }

    /// <summary>The Namespace that is stored.</summary>
    public static NamespaceView Stored(AdmissionRequest request) => new(request.OldObject);

    /// <summary>The Namespace as it would be stored.</summary>
    public static NamespaceView Written(AdmissionRequest request) => new(request.Object);
}
