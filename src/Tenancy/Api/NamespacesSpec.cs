using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Which namespaces a tenant has and what they are called and labelled.</summary>
public sealed record NamespacesSpec
{
    /// <summary>What the names of the tenant's namespaces begin with. Unset: the tenant's name and a dash.</summary>
    [StringLength(50, MinimumLength = 2), RegularExpression("^[a-z0-9]([-a-z0-9]*)?-$")]
    public string? Prefix { get; init; }

    /// <summary>How many namespaces the tenant may have. Unset: 10.</summary>
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Namespaces that the operator makes and keeps.</summary>
    [Items(Max = 1000), ListMapKey("name")]
    public IReadOnlyList<ProvisionedNamespace>? Provision { get; init; }

    /// <summary>Whether owners may make further namespaces with <c>kubectl create namespace</c>. Unset: true.</summary>
    public bool? SelfService { get; init; }

    /// <summary>What becomes of a namespace that leaves the spec, or whose tenant is deleted. Unset: Delete.</summary>
    public DeletionPolicy? DeletionPolicy { get; init; }

    /// <summary>Labels for all of the tenant's namespaces.</summary>
    [Items(Max = 64), StringLength(63)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations for all of the tenant's namespaces.</summary>
    [Items(Max = 64), StringLength(16_384)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Labels that owners may set on the tenant's namespaces themselves. Unset or []: none.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? AllowedLabels { get; init; }

    /// <summary>Annotations that owners may set on the tenant's namespaces themselves. Unset or []: none.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? AllowedAnnotations { get; init; }
}
