namespace Tenancy.Api;

/// <summary>What may come in: from any of the peers on any of the ports.</summary>
public sealed record NetworkIngressRule
{
    /// <summary>From whom. Empty: from anywhere.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<NetworkPeer>? From { get; init; }

    /// <summary>On which ports. Empty: on all.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<NetworkPort>? Ports { get; init; }
}
