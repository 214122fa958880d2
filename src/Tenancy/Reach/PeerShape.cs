using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Reach;

/// <summary>Reads a peer: pods by selectors, or addresses (kubernetes, pkg/apis/networking/validation, ValidateNetworkPolicyPeer).</summary>
internal static class PeerShape
{
    public static Peer? Read(JsonElement peer, string path, Effort effort, out string? problem)
    {
        if (peer.ValueKind != JsonValueKind.Object)
            problem = "is no object";
        else if (peer.Unknown("podSelector", "namespaceSelector", "ipBlock") is { } field)
            problem = $"has a field \"{field}\" that is not known";
        else
        {
            JsonElement pods = peer.At("podSelector"u8), namespaces = peer.At("namespaceSelector"u8), block = peer.At("ipBlock"u8);
            var isSelected = pods.Exists() || namespaces.Exists();
            if (isSelected != block.Exists())
                return isSelected ? Selected(peer, path, pods, namespaces, effort, out problem) : Addressed(peer, path, block, effort, out problem);
            problem = isSelected ? "has both selectors and an ipBlock" : "has none of podSelector, namespaceSelector and ipBlock";
        }
        return null;
    }

    private static Peer? Selected(JsonElement peer, string path, JsonElement pods, JsonElement namespaces, Effort effort, out string? problem)
    {
        // A podSelector alone picks pods of the policy's own namespace.
        var from = namespaces.Exists() ? Connections.All : Connections.All.With(Dimension.Place, Place.Here);
        from = Selector.Limit(namespaces, Aspect.PeerNamespace, from, effort, out problem);
        from = from is null ? null : Selector.Limit(pods, Aspect.PeerPod, from, effort, out problem);
        return from is null ? null : new(path, peer, from, null);
    }

    private static Peer? Addressed(JsonElement peer, string path, JsonElement block, Effort effort, out string? problem)
    {
        var addresses = Addresses(block, effort, out problem);
        return addresses is null ? null : new(path, peer, null, Connections.All.With(Dimension.Address, addresses));
    }

    private static Values? Addresses(JsonElement block, Effort effort, out string? problem)
    {
        problem = block.ValueKind != JsonValueKind.Object ? "has an ipBlock that is no object"
            : block.Unknown("cidr", "except") is { } field ? $"has a field \"ipBlock.{field}\" that is not known"
            : block.String("cidr"u8) is null ? "has an ipBlock without cidr"
            : !block.At("except"u8).IsListOrAbsent() ? "has an ipBlock whose except is no list"
            : null;
        if (problem is not null || Read(block.At("cidr"u8), effort, out problem) is not { } addresses)
            return null;
        var holes = new List<(UInt128, UInt128)>();
        foreach (var except in block.Items("except"u8))
        {
            if (Read(except, effort, out problem) is not { } hole)
                return null;
            holes.AddRange(hole.Ranges);
        }
        return addresses.Less(NumberSet.Of(holes));
    }

    private static NumberSet? Read(JsonElement range, Effort effort, out string? problem)
    {
        effort.Spend(1);
        if (range.ValueKind != JsonValueKind.String)
            problem = $"has a range {range.Show()} that is no text";
        else if (Reach.Addresses.Of(range.GetString()!, out problem) is { } addresses)
            return addresses;
        else
            problem = $"has a range {range.Show()} that {problem}";
        return null;
    }
}
