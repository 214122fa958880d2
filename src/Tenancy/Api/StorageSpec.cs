using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>What volume claims of the tenant may be.</summary>
public sealed record StorageSpec
{
    /// <summary>
    /// Storage classes. Unset: any class of the cluster that deletes what it reclaims. A list lets claims without a class (<c>""</c>) through only
    /// by the entry <c>regex:</c>. The default is filled in where the cluster has no default class: the API server fills in the cluster's before anybody is asked.
    /// </summary>
    public ClassesSpec? Classes { get; init; }

    /// <summary>Volume attributes classes that claims may name. Unset or []: none.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? AttributesClasses { get; init; }

    /// <summary>Whether a class may keep the volume when the claim is gone (reclaimPolicy Retain). Unset: false.</summary>
    public bool? AllowRetain { get; init; }
}
