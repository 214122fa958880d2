using System.Collections.Immutable;
using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>What pods may be, compiled.</summary>
public sealed class PodsPolicy
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = ImmutableDictionary<string, string>.Empty;

    /// <summary>Compiles the section.</summary>
    /// <param name="spec">The section.</param>
    /// <param name="limitRanges">What fills in the resources that containers leave out.</param>
    public PodsPolicy(PodsSpec spec, IReadOnlyList<LimitRangeSpec>? limitRanges = null)
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
        ImageReferences = spec.ImageReferences ?? ImageReferences.Any;
        CsiDrivers = PatternList.NoneWhenUnset(spec.CsiDrivers, Pattern.Path);
        Annotations = PatternList.NoneWhenUnset(spec.Annotations, Pattern.Path);
        RequiredResources = new(spec.RequiredResources, limitRanges);
        EmptyDir = spec.EmptyDir ?? new();
        NameResolution = spec.NameResolution ?? new();
        MaxTerminationGracePeriodSeconds = spec.Disruption?.MaxTerminationGracePeriodSeconds ?? 600;
        MayBlockEviction = spec.Disruption?.MayBlockEviction ?? false;
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

    /// <summary>How exactly images must be named.</summary>
    public ImageReferences ImageReferences { get; }

    /// <summary>Drivers of inline CSI volumes.</summary>
    public PatternList CsiDrivers { get; }

    /// <summary>Annotations that pods may have of those that <see cref="SteeringAnnotations"/> knows.</summary>
    public PatternList Annotations { get; }

    /// <summary>What containers must request and limit.</summary>
    public RequiredResources RequiredResources { get; }

    /// <summary>What emptyDir volumes may be.</summary>
    public EmptyDirSpec EmptyDir { get; }

    /// <summary>What pods may change of what names mean to them.</summary>
    public NameResolutionSpec NameResolution { get; }

    /// <summary>The longest time that a pod may take to end. Unset: ten minutes, which is twenty times what Kubernetes gives a pod.</summary>
    public long MaxTerminationGracePeriodSeconds { get; }

    /// <summary>Whether pods may tell autoscalers not to evict them.</summary>
    public bool MayBlockEviction { get; }
}
