namespace Tenancy.Api;

/// <summary>A peer of a NetworkPolicy: pods by selectors, or addresses; not both.</summary>
public sealed record NetworkPeer
{
    /// <summary>Pods by their labels, in the policy's namespace or in those that namespaceSelector picks.</summary>
    public LabelSelector? PodSelector { get; init; }

    /// <summary>Namespaces by their labels.</summary>
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Addresses.</summary>
    public IpBlock? IpBlock { get; init; }
}
