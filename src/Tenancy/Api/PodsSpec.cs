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
}
