namespace Tenancy.Tests.Isolation.Network;

/// <summary>The ports of the small world, each with its bit: those that generated policies name, one between, one beyond, and traffic without ports.</summary>
internal static class Port
{
    public static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];
    public static readonly int[] Numbers = [1, 2, 3, 4, 53, 54];

    public static readonly int All = (1 << (Protocols.Length * Numbers.Length + 1)) - 1;

    /// <summary>The bits of a protocol's ports, both ends included.</summary>
    public static int Bits(string protocol, int first, int last) => Numbers
        .Where(n => n >= first && n <= last)
        .Aggregate(0, (bits, n) => bits | (1 << (Array.IndexOf(Protocols, protocol) * Numbers.Length + Array.IndexOf(Numbers, n))));

    public static string Text(int bits)
    {
        var bit = int.TrailingZeroCount(bits);
        return bit == Protocols.Length * Numbers.Length ? "ICMP" : $"{Protocols[bit / Numbers.Length]}/{Numbers[bit % Numbers.Length]}";
    }
}
