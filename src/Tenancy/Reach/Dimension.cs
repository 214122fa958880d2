using System.Runtime.InteropServices;

namespace Tenancy.Reach;

/// <summary>One of the things by which NetworkPolicies tell connections apart.</summary>
/// <param name="Of">What it is a property of.</param>
/// <param name="Key">The key of a label; empty for what is no label.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Dimension(Aspect Of, string Key)
{
    /// <summary>The protocol and port.</summary>
    public static Dimension Port { get; } = new(Aspect.Port, "");

    /// <summary>The other end's address.</summary>
    public static Dimension Address { get; } = new(Aspect.Address, "");

    /// <summary>Whether the other end is in the policy's own namespace.</summary>
    public static Dimension Place { get; } = new(Aspect.Place, "");

    /// <summary>All values that the dimension can have.</summary>
    public Values Everything => Of switch
    {
        Aspect.Port => Ports.All,
        Aspect.Address => NumberSet.All,
        _ => LabelValues.Any,
    };
}
