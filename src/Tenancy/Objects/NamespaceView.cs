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

    /// <summary>Whether an owner of the tenant that it belongs to made it: one that came from another tenant is the platform's doing.</summary>
    public bool IsSelfService => Labels.Is("tenantoperator.io/origin"u8, "self-service"u8)
        && Labels.String("tenantoperator.io/made-for"u8) is { } tenant && TenantLabel.IsText(tenant);

    /// <summary>Whether the spec names it, or did when the operator made it.</summary>
    public bool IsManaged => Labels.At("app.kubernetes.io/managed-by"u8).Exists();

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

    /// <summary>
    /// The name that a request is about. Where the API server generates it: what it begins with while it is to be generated, and from
    /// the object once it is; the request's own stays empty. What is generated holds no dash, so whose prefix it carries is known before.
    /// </summary>
    public static string NameOf(AdmissionRequest request) => request.Name is { Length: > 0 } name
        ? name
        : Written(request).Metadata.String("name"u8) ?? Written(request).Metadata.String("generateName"u8) ?? "";

    /// <summary>The Namespace that is stored.</summary>
    public static NamespaceView Stored(AdmissionRequest request) => new(request.OldObject);

    /// <summary>The Namespace as it would be stored.</summary>
    public static NamespaceView Written(AdmissionRequest request) => new(request.Object);
}
