namespace Tenancy.Api;

/// <summary>What may go out: to any of the peers on any of the ports.</summary>
public sealed record NetworkEgressRule
{
    /// <summary>To whom. Empty: to anywhere.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<NetworkPeer>? To { get; init; }

    /// <summary>On which ports. Empty: on all.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<NetworkPort>? Ports { get; init; }
}
