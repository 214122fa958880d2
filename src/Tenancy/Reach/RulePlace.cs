using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tenancy.Reach;

/// <summary>What a peer's rule is about beside the peer.</summary>
/// <param name="Direction">Whether it is of <c>ingress</c> or of <c>egress</c>.</param>
/// <param name="Ports">The ports as they are written; undefined where they are not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RulePlace(Direction Direction, JsonElement Ports);
