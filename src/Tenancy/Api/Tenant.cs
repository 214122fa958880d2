using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A team that shares the cluster: its people, its namespaces, and what may and may not happen in them.</summary>
[CustomResource("tenants", "tenant", ShortName = "tn", Categories = "tenancy")]
[PrinterColumn("Ready", ".status.conditions[?(@.type==\"Ready\")].status")]
[PrinterColumn("Namespaces", ".status.namespaceSummary", Description = "namespaces that exist, of how many the tenant may have")]
[PrinterColumn("Suspended", ".status.conditions[?(@.type==\"Suspended\")].status")]
[PrinterColumn("Age", ".metadata.creationTimestamp", Type = "date")]
[PrinterColumn("Owners", ".status.ownerSummary", Wide = true)]
[PrinterColumn("Reason", ".status.conditions[?(@.type==\"Ready\")].message", Wide = true, Description = "why the tenant is not ready")]
public sealed record Tenant
{
    /// <summary>The CRD's group.</summary>
    public const string Group = "tenantoperator.io";

    /// <summary>The CRD's served and stored version.</summary>
    public const string Version = "v1alpha1";

    /// <summary>The CRD's plural.</summary>
    public const string Plural = "tenants";

    /// <summary>Always <c>tenantoperator.io/v1alpha1</c>.</summary>
    public string ApiVersion { get; init => field = value ?? $"{Group}/{Version}"; } = $"{Group}/{Version}";

    /// <summary>Always <c>Tenant</c>.</summary>
    public string Kind { get; init => field = value ?? nameof(Tenant); } = nameof(Tenant);

    /// <summary>Standard object metadata.</summary>
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What the tenant is given and held to. Sections that are unset take their strict defaults.</summary>
    [Required]
    public TenantSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What the operator last observed. Written by the operator alone.</summary>
    public TenantStatus? Status { get; init; }
}
