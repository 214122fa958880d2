using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>What ingresses of the tenant may be.</summary>
public sealed record IngressSpec
{
    /// <summary>Ingress classes. Unset: any of the cluster.</summary>
    public ClassesSpec? Classes { get; init; }

    /// <summary>
    /// Hosts that are the tenant's alone: names, or <c>*.</c> and a name, which covers one label; no regular expressions. No other tenant can
    /// have one that overlaps; should two arrive at the same moment, the older tenant owns. Unset or []: none, and so no Ingress.
    /// </summary>
    [Items(Max = 256), StringLength(253, MinimumLength = 1)]
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>Whether an Ingress may claim a wildcard host. Unset: false.</summary>
    public bool? Wildcards { get; init; }

    /// <summary>Annotations that ingresses may have. Unset: a documented list of harmless ones; []: none.</summary>
    [Items(Max = 256), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Annotations { get; init; }

    /// <summary>Whether paths may be of type ImplementationSpecific, or regular expressions. Unset: false.</summary>
    public bool? ImplementationSpecificPaths { get; init; }
}
