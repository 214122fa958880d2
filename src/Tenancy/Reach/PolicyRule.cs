namespace Tenancy.Reach;

/// <summary>A rule of a NetworkPolicy.</summary>
/// <param name="Place">Its direction, and its ports as they are written.</param>
/// <param name="Ports">The ports. A port that cannot be read stands for all.</param>
/// <param name="Peers">The peers that can be read.</param>
internal sealed record PolicyRule(RulePlace Place, NumberSet Ports, IReadOnlyList<Peer> Peers);
