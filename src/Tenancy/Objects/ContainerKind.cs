namespace Tenancy.Objects;

/// <summary>The lists of a pod that hold containers.</summary>
public enum ContainerKind
{
    /// <summary><c>containers</c>.</summary>
    Container,

    /// <summary><c>initContainers</c>, sidecars among them.</summary>
    Init,

    /// <summary><c>ephemeralContainers</c>.</summary>
    Ephemeral,
}
