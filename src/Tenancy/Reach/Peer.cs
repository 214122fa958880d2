using System.Text.Json;

namespace Tenancy.Reach;

/// <summary>A peer of a NetworkPolicy's rule, or all there are where a rule names none.</summary>
/// <param name="Path">Where it stands below the spec: <c>ingress[0].from[1]</c>.</param>
/// <param name="Json">What stands there; undefined where nothing does.</param>
/// <param name="Pods">Connections with the pods that it names by label; null when there are none.</param>
/// <param name="Addresses">Connections with the addresses that it names; null when there are none.</param>
internal sealed record Peer(string Path, JsonElement Json, Connections? Pods, Connections? Addresses);
