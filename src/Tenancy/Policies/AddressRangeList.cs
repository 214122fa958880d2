namespace Tenancy.Policies;

/// <summary>A list of address ranges that are allowed, compiled. An entry that does not parse allows nothing.</summary>
public sealed class AddressRangeList
{
    private readonly AddressRange[] ranges;

    /// <summary>Compiles the entries; unset allows nothing, and says so.</summary>
    public AddressRangeList(IReadOnlyList<string>? entries)
    {
        IsUnset = entries is null;
        var parsed = new List<AddressRange>();
        foreach (var entry in entries ?? [])
        {
            if (AddressRange.TryParse(entry, out var range))
                parsed.Add(range);
        }
        ranges = [.. parsed];
    }

    /// <summary>Whether the tenant gave no list.</summary>
    public bool IsUnset { get; }

    /// <summary>Whether one of the ranges holds the address. What is no address is in no range.</summary>
    public bool HoldsAddress(ReadOnlySpan<char> text) => IpAddress.TryParse(text, out var address) && Holds(address);

    /// <summary>Whether one of the ranges holds the address.</summary>
    public bool Holds(IpAddress address)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(address))
                return true;
        }
        return false;
    }

    /// <summary>Whether one of the ranges holds all of a range. What is no range is in no range.</summary>
    public bool HoldsRange(ReadOnlySpan<char> text)
    {
        if (AddressRange.TryParse(text, out var inner))
        {
            foreach (var range in ranges)
            {
                if (range.Contains(inner))
                    return true;
            }
        }
        return false;
    }

    /// <summary>What is allowed, for a message.</summary>
    public override string ToString() => ranges.Length == 0 ? "none is allowed" : $"allowed: {string.Join(", ", ranges)}";
}
