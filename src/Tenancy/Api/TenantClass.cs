using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Policy that many tenants share: what a Tenant leaves unset, its class gives.</summary>
[CustomResource("tenantclasses", "tenantclass", ShortName = "tnc", Categories = "tenancy")]
[PrinterColumn("Default", ".metadata.annotations.tenantoperator\\.io/is-default-class")]
[PrinterColumn("Tenants", ".status.tenants", Type = "integer", Description = "tenants of this class")]
[PrinterColumn("Progress", ".status.progress", Description = "how many of them the last change has reached")]
[PrinterColumn("Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record TenantClass
{
    /// <summary>The CRD's group.</summary>
    public const string Group = Tenant.Group;

    /// <summary>The CRD's served and stored version.</summary>
    public const string Version = Tenant.Version;

    /// <summary>The CRD's plural.</summary>
    public const string Plural = "tenantclasses";

    /// <summary>The annotation, <c>"true"</c>, that makes a class the default, as a StorageClass has one. Of several the youngest counts.</summary>
    public const string DefaultAnnotation = "tenantoperator.io/is-default-class";

    /// <summary>Always <c>tenantoperator.io/v1alpha1</c>.</summary>
    public string ApiVersion { get; init => field = value ?? $"{Group}/{Version}"; } = $"{Group}/{Version}";

    /// <summary>Always <c>TenantClass</c>.</summary>
    public string Kind { get; init => field = value ?? nameof(TenantClass); } = nameof(TenantClass);

    /// <summary>Standard object metadata.</summary>
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>The policy, and what of it is locked.</summary>
    [Required]
    public TenantClassSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What the operator last observed. Written by the operator alone.</summary>
    public TenantClassStatus? Status { get; init; }
}
