using System.Collections.Immutable;
using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>What pods may be, compiled.</summary>
public sealed class PodsPolicy
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = ImmutableDictionary<string, string>.Empty;

    /// <summary>Compiles the section.</summary>
    public PodsPolicy(PodsSpec spec)
    {
        SecurityStandard = spec.SecurityStandard ?? SecurityStandard.Restricted;
        SecureDefaults = spec.SecureDefaults ?? true;
        AllowedCapabilities = spec.AllowedCapabilities?.Where(c => c is not null).ToImmutableArray();
        Images = new(spec.Registries);
        ImagePullPolicies = PatternList.AnyWhenUnset(spec.ImagePullPolicies, Pattern.Path);
        Tolerations = spec.Tolerations?.Where(t => t is not null).ToArray() ?? [];
        AllowedTolerations = new(Tolerations);
        PriorityClasses = new(spec.PriorityClasses);
        RuntimeClasses = new(spec.RuntimeClasses);
        NodeSelector = [.. (spec.NodeSelector ?? NoLabels).Select(l => new NodeLabel(l.Key, l.Value ?? ""))];
        Schedulers = PatternList.NoneWhenUnset(spec.Schedulers, Pattern.Path);
        DeniedServiceAccounts = PatternList.NoneWhenUnset(spec.DeniedServiceAccounts, Pattern.Path);
        ServiceAccountTokens = new(spec.ServiceAccountTokens ?? new());
    }

    /// <summary>The Pod Security Standard.</summary>
    public SecurityStandard SecurityStandard { get; }

    /// <summary>Whether the Baseline rules hold.</summary>
    public bool HoldsToBaseline => SecurityStandard != SecurityStandard.Privileged;

    /// <summary>Whether the Restricted rules hold. A level that is not known counts as this one.</summary>
    public bool HoldsToRestricted => SecurityStandard is not (SecurityStandard.Privileged or SecurityStandard.Baseline);

    /// <summary>Whether new pods get the safe value for each security field that they leave unset.</summary>
    public bool SecureDefaults { get; }

    /// <summary>Capabilities that may be added, within what the standard allows; null when the standard alone decides.</summary>
    public ImmutableArray<string>? AllowedCapabilities { get; }

    /// <summary>Where images may come from; unset: anywhere.</summary>
    public ImageList Images { get; }

    /// <summary>Image pull policies; unset: any.</summary>
    public PatternList ImagePullPolicies { get; }

    /// <summary>Tolerations that new pods get.</summary>
    public IReadOnlyList<Toleration> Tolerations { get; }

    /// <summary>Tolerations that pods may have beside those that the system adds.</summary>
    public TolerationList AllowedTolerations { get; }

    /// <summary>Priority classes.</summary>
    public ClassList PriorityClasses { get; }

    /// <summary>Runtime classes.</summary>
    public ClassList RuntimeClasses { get; }

    /// <summary>Labels of the nodes that pods run on.</summary>
    public ImmutableArray<NodeLabel> NodeSelector { get; }

    /// <summary>Schedulers that pods may name beside the default one.</summary>
    public PatternList Schedulers { get; }

    /// <summary>Service accounts that pods must not run under.</summary>
    public PatternList DeniedServiceAccounts { get; }

    /// <summary>Tokens that pods may ask for.</summary>
    public TokenLimits ServiceAccountTokens { get; }
}
