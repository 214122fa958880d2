using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Policy that many tenants share.</summary>
public sealed record TenantClassSpec
{
    /// <summary>One line on what the class is for.</summary>
    [StringLength(256)]
    public string? Description { get; init; }

    /// <summary>The sections. One that a Tenant sets itself replaces the class's, whole, unless it is locked.</summary>
    public ClassPolicy? Policy { get; init; }

    /// <summary>Sections that tenants of this class may not set themselves, by name, such as <c>pods</c>. Unset or []: none.</summary>
    [Items(Max = 16), StringLength(32, MinimumLength = 1), AllowedValues("namespaces", "quotas", "limitRanges", "network", "pods", "services", "ingress", "storage", "rbac", "resources", "enforcement")]
    public IReadOnlyList<string>? Locked { get; init; }
}
