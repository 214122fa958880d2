using System.Collections.Frozen;
using Tenancy.Api;
using Tenancy.Blueprints;

namespace Tenancy.Policies;

/// <summary>What the tenant's namespaces are called and labelled, compiled.</summary>
public sealed class NamespacesPolicy
{
    /// <summary>Compiles the section of the tenant with this name.</summary>
    public NamespacesPolicy(string tenant, NamespacesSpec spec, SecurityStandard standard)
    {
        Prefix = spec.Prefix ?? $"{tenant}-";
        ManagedLabels = Keys(spec.Labels, spec.Provision?.Select(p => p?.Labels));
        ManagedAnnotations = Keys(spec.Annotations, spec.Provision?.Select(p => p?.Annotations));
        SelfService = spec.SelfService ?? true;
        Limit = spec.Limit ?? DefaultLimit;
        OwnLabels = NamespaceBlueprint.TenantWideLabels(tenant, spec, standard)
            .Concat([new(Labels.Origin, Labels.SelfService), new(Labels.MadeFor, tenant)]).ToFrozenDictionary(StringComparer.Ordinal);
        OwnAnnotations = (spec.Annotations ?? MetadataMap.Empty).ToFrozenDictionary(StringComparer.Ordinal);
        AllowedLabels = PatternList.NoneWhenUnset(spec.AllowedLabels, Pattern.Path);
        AllowedAnnotations = PatternList.NoneWhenUnset(spec.AllowedAnnotations, Pattern.Path);
    }

    /// <summary>How many namespaces a tenant may have that does not say.</summary>
    public const int DefaultLimit = 10;

    /// <summary>What the names begin with.</summary>
    public string Prefix { get; }

    /// <summary>Keys of the labels that the spec sets on any of the namespaces: members leave them alone on all.</summary>
    public FrozenSet<string> ManagedLabels { get; }

    /// <summary>Keys of the annotations that the spec sets on any of the namespaces.</summary>
    public FrozenSet<string> ManagedAnnotations { get; }

    /// <summary>Whether owners may make namespaces.</summary>
    public bool SelfService { get; }

    /// <summary>How many namespaces the tenant may have.</summary>
    public int Limit { get; }

    /// <summary>The labels that a namespace gets which an owner makes.</summary>
    public FrozenDictionary<string, string> OwnLabels { get; }

    /// <summary>The annotations that a namespace gets which an owner makes.</summary>
    public FrozenDictionary<string, string> OwnAnnotations { get; }

    /// <summary>Keys of labels that owners may set themselves.</summary>
    public PatternList AllowedLabels { get; }

    /// <summary>Keys of annotations that owners may set themselves.</summary>
    public PatternList AllowedAnnotations { get; }

    private static FrozenSet<string> Keys(IReadOnlyDictionary<string, string>? all, IEnumerable<IReadOnlyDictionary<string, string>?>? each) =>
        (each ?? []).Append(all).SelectMany(labels => labels?.Keys ?? []).ToFrozenSet(StringComparer.Ordinal);
}
