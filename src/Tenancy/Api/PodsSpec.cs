using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>What pods of the tenant may be.</summary>
public sealed record PodsSpec
{
    /// <summary>The Pod Security Standard that pods are held to. Unset: Restricted.</summary>
    public SecurityStandard? SecurityStandard { get; init; }

    /// <summary>Whether new pods get the safe value for each security field that they leave unset. Unset: true.</summary>
    public bool? SecureDefaults { get; init; }

    /// <summary>Capabilities that containers may add, narrower than the standard. Unset: as the standard says; []: none.</summary>
    [Items(Max = 64), StringLength(64, MinimumLength = 1), RegularExpression("^[A-Z_]+$")]
    public IReadOnlyList<string>? AllowedCapabilities { get; init; }

    /// <summary>Registries and repositories that images may come from. Unset: any; []: none.</summary>
    [Items(Max = 128), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Registries { get; init; }

    /// <summary>Image pull policies that containers may have. Unset: any; []: none.</summary>
    [Items(Max = 3), AllowedValues("Always", "IfNotPresent", "Never")]
    public IReadOnlyList<string>? ImagePullPolicies { get; init; }

    /// <summary>Tolerations that pods may have and that new pods get. Unset: none but those that the system adds.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    /// <summary>How exactly images must be named. Unset: Any.</summary>
    public ImageReferences? ImageReferences { get; init; }

    /// <summary>
    /// Priority classes. Unset: a pod may name none; those that begin with <c>system-</c> never, even when listed. A default takes the place of the
    /// cluster's own (<c>globalDefault</c>), unless that is allowed too; without one, the cluster's stays.
    /// </summary>
    public ClassesSpec? PriorityClasses { get; init; }

    /// <summary>Runtime classes. Unset: a pod may name none. With a default that alone is allowed, every new pod runs in it.</summary>
    public ClassesSpec? RuntimeClasses { get; init; }

    /// <summary>
    /// Labels of the nodes that pods run on: new pods get them, and none may ask for others under these keys. Unset: no selector. A DaemonSet's template should
    /// name them itself: its controller goes by the template, and makes pods for other nodes that then wait.
    /// </summary>
    [Items(Max = 64), StringLength(63)]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Schedulers that pods may name. Unset: the default scheduler alone; []: none may be named, which means the default scheduler too.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Schedulers { get; init; }

    /// <summary>CSI drivers that inline volumes may use. Unset or []: none.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? CsiDrivers { get; init; }

    /// <summary>Service accounts that pods must not run under. Unset or []: none is refused.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? DeniedServiceAccounts { get; init; }

    /// <summary>Tokens of service accounts that pods ask for. Unset: for the API server alone, for a day at most.</summary>
    public ServiceAccountTokensSpec? ServiceAccountTokens { get; init; }

    /// <summary>Annotations that steer the node, the network plugin or the cloud, and that pods may have. Unset or []: none of these.</summary>
    [Items(Max = 128), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Annotations { get; init; }

    /// <summary>What every container must say of its resources. Unset: nothing.</summary>
    public RequiredResourcesSpec? RequiredResources { get; init; }

    /// <summary>Volumes of type emptyDir. Unset: on disk and with a sizeLimit.</summary>
    public EmptyDirSpec? EmptyDir { get; init; }

    /// <summary>What names mean to pods. Unset: what the cluster's DNS says.</summary>
    public NameResolutionSpec? NameResolution { get; init; }

    /// <summary>How much pods may stand in the way of a node's drain. Unset: ten minutes at most.</summary>
    public DisruptionSpec? Disruption { get; init; }
}
