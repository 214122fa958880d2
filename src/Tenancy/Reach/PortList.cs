using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Reach;

/// <summary>Reads the ports of a rule (kubernetes, pkg/apis/networking/validation, ValidateNetworkPolicyPort).</summary>
internal static class PortList
{
    /// <summary>The ports; null when one of them is none, which <paramref name="fault"/> names by its place in the list.</summary>
    public static NumberSet? Read(JsonElement ports, Effort effort, out Fault? fault)
    {
        fault = ports.IsListOrAbsent() ? null : new("", $"{ports.Show()} is no list");
        if (fault is not null)
            return null;
        if (!ports.HasItems())
            return Ports.All;
        var ranges = new List<(UInt128, UInt128)>();
        foreach (var port in ports.EnumerateArray())
        {
            effort.Spend(1);
            if (Read(port) is not { } range)
            {
                fault = new($"[{ranges.Count}]", $"{port.Show()} is no port of a NetworkPolicy");
                return null;
            }
            ranges.Add(range);
        }
        return NumberSet.Of(ranges);
    }

    private static (UInt128, UInt128)? Read(JsonElement port)
    {
        if (port.ValueKind != JsonValueKind.Object || port.Unknown("protocol", "port", "endPort") is not null)
            return null;
        JsonElement number = port.At("port"u8), end = port.At("endPort"u8);
        var protocol = port.At("protocol"u8).Exists() ? port.String("protocol"u8) : "TCP";
        if (protocol is null)
            return null;
        // A name is whatever number a container gives it, and tenants write the containers.
        var isAny = !number.Exists() || (port.String("port"u8) is { } name && Ports.IsName(name));
        if (isAny)
            return end.Exists() ? null : Ports.Range(protocol, 1, Ports.Highest);
        return port.Int("port"u8) is >= 1 and <= Ports.Highest and var first && (end.Exists() ? port.Int("endPort"u8) : first) is <= Ports.Highest and var last && last >= first
            ? Ports.Range(protocol, (int)first, (int)last)
            : null;
    }
}
