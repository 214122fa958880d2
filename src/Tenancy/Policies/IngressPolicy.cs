using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>What ingresses may be, compiled.</summary>
public sealed class IngressPolicy(IngressSpec spec)
{
    /// <summary>Classes that may be named.</summary>
    public PatternList Classes { get; } = PatternList.AnyWhenUnset(spec.Classes?.Allowed, Pattern.Path);

    /// <summary>The class of ingresses that name none; null when they stay without.</summary>
    public string? DefaultClass { get; } = spec.Classes?.Default;

    /// <summary>Hosts that are the tenant's, for canonical host names.</summary>
    public PatternList Hosts { get; } = PatternList.NoneWhenUnset(HostPatterns.CanonicalizeOwned(spec.Hosts), Pattern.Dns);

    /// <summary>The same hosts as canonical names, and <c>*.</c> before a canonical name.</summary>
    public IEnumerable<string> OwnedHosts => Hosts.Patterns.Select(p => p.Text);

    /// <summary>Whether paths may be of type ImplementationSpecific, or regular expressions.</summary>
    public bool ImplementationSpecificPaths { get; } = spec.ImplementationSpecificPaths ?? false;

    /// <summary>Whether wildcard hosts may be claimed.</summary>
    public bool Wildcards { get; } = spec.Wildcards ?? false;

    /// <summary>Annotations that ingresses may have; unset: <see cref="HarmlessAnnotations.OnIngress"/>.</summary>
    public PatternList Annotations { get; } = PatternList.NoneWhenUnset(spec.Annotations ?? HarmlessAnnotations.OnIngress, Pattern.Path);
}
