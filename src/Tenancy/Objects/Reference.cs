namespace Tenancy.Objects;

/// <summary>What the value of an annotation refers to, as its key says.</summary>
internal enum Reference
{
    /// <summary>The key is not known to be a reference: the value may read as one.</summary>
    Unknown,

    /// <summary>Objects, as NAME, NAMESPACE/NAME or NAMESPACE:NAME.</summary>
    Objects,

    /// <summary>Traefik's objects, as NAMESPACE-NAME@kubernetescrd.</summary>
    TraefikObjects,

    /// <summary>A namespace.</summary>
    Namespace,
}
