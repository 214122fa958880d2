using System.Globalization;

namespace Tenancy.Reach;

/// <summary>Ports as sets of numbers: for each protocol that NetworkPolicies know a block of 65536, and behind them one for all other traffic.</summary>
internal static class Ports
{
    public const int Highest = 65_535;

    private const int Block = 65_536;
    private static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];

    /// <summary>A rule that names no port lets through all traffic, ICMP too; one that names all ports of all protocols does not.</summary>
    public static NumberSet All { get; } =
        NumberSet.Of([.. Protocols.Select(p => Range(p, 1, Highest)!.Value), ((UInt128)(Protocols.Length * Block), (UInt128)(Protocols.Length * Block))]);

    /// <summary>Ports of a protocol, both ends included; null when there is no such protocol.</summary>
    public static (UInt128 First, UInt128 Last)? Range(string protocol, int first, int last) =>
        Array.IndexOf(Protocols, protocol) is >= 0 and var index ? ((UInt128)(index * Block + first), (UInt128)(index * Block + last)) : null;

    /// <summary>A port as people write it.</summary>
    public static string Text(UInt128 number) => (int)(number / Block) is var protocol && protocol < Protocols.Length
        ? string.Create(CultureInfo.InvariantCulture, $"{Protocols[protocol]} port {(int)(number % Block)}")
        : "any protocol without ports";

    /// <summary>Whether this can name a port of a container (an IANA service name; apimachinery, IsValidPortName).</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 15 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text.Any(char.IsAsciiLetterLower) && !text.StartsWith('-') && !text.EndsWith('-') && !text.Contains("--", StringComparison.Ordinal);
}
