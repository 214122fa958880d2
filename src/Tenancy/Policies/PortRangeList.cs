using System.Globalization;

namespace Tenancy.Policies;

/// <summary>Ports that may be chosen, such as <c>30000-30099</c> or <c>30080</c>, compiled. Unset allows all; an entry that does not parse allows nothing.</summary>
public sealed class PortRangeList
{
    private readonly (int First, int Last)[] ranges;

    /// <summary>Compiles the entries.</summary>
    public PortRangeList(IReadOnlyList<string>? entries)
    {
        IsUnset = entries is null;
        var parsed = new List<(int, int)>();
        foreach (var entry in entries ?? [])
        {
            if (TryParse(entry, out var first, out var last))
                parsed.Add((first, last));
        }
        ranges = [.. parsed];
    }

    /// <summary>Whether the tenant gave no list.</summary>
    public bool IsUnset { get; }

    /// <summary>Whether the port may be chosen.</summary>
    public bool Allows(long port) => IsUnset || Array.Exists(ranges, r => r.First <= port && port <= r.Last);

    /// <summary>Reads a port or two with a dash between.</summary>
    public static bool TryParse(string? text, out int first, out int last)
    {
        first = last = 0;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash < 0
            ? TryParsePort(text, out first) && (last = first) > 0
            : TryParsePort(text.AsSpan(0, dash), out first) && TryParsePort(text.AsSpan(dash + 1), out last) && first <= last;
    }

    /// <summary>What is allowed, for a message.</summary>
    public override string ToString() => IsUnset ? "any is allowed"
        : ranges.Length == 0 ? "none is allowed"
        : $"allowed: {string.Join(", ", ranges.Select(r => r.First == r.Last ? Show(r.First) : $"{Show(r.First)}-{Show(r.Last)}"))}";

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;

    private static string Show(int port) => port.ToString(CultureInfo.InvariantCulture);
}
