using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Reach;

/// <summary>What a peer's rule is about beside the peer.</summary>
/// <param name="direction">Whether it is of <c>ingress</c> or of <c>egress</c>.</param>
/// <param name="ports">The ports as they are written; undefined where they are not.</param>
internal sealed class RulePlace(Direction direction, JsonElement ports)
{
    public Direction Direction { get; } = direction;

    /// <summary>The ports for a message; made once, however many peers a rule has.</summary>
    public string Ports => field ??= ports.Show();
}
