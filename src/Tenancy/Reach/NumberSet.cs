namespace Tenancy.Reach;

/// <summary>A set of numbers, as ascending ranges with gaps between: addresses, ports.</summary>
internal sealed class NumberSet : Values
{
    private readonly (UInt128 First, UInt128 Last)[] ranges;

    private NumberSet((UInt128 First, UInt128 Last)[] ranges) => this.ranges = ranges;

    /// <summary>Every number.</summary>
    public static NumberSet All { get; } = new([(UInt128.MinValue, UInt128.MaxValue)]);

    public override bool IsEmpty => ranges.Length == 0;

    public override int Size => ranges.Length;

    /// <summary>The ranges, ascending; both ends belong to a range.</summary>
    public IReadOnlyList<(UInt128 First, UInt128 Last)> Ranges => ranges;

    /// <summary>The lowest of the numbers. Not for the empty set.</summary>
    public UInt128 Lowest => ranges[0].First;

    /// <summary>The numbers of ranges in any order, which may overlap; both ends belong to a range.</summary>
    public static NumberSet Of(params IEnumerable<(UInt128 First, UInt128 Last)> ranges)
    {
        var merged = new List<(UInt128 First, UInt128 Last)>();
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (merged.Count > 0 && (merged[^1].Last == UInt128.MaxValue || range.First <= merged[^1].Last + 1))
                merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }
        return new([.. merged]);
    }

    public override Values And(Values other)
    {
        var that = ((NumberSet)other).ranges;
        var both = new List<(UInt128, UInt128)>();
        for (int i = 0, j = 0; i < ranges.Length && j < that.Length;)
        {
            var (first, last) = (UInt128.Max(ranges[i].First, that[j].First), UInt128.Min(ranges[i].Last, that[j].Last));
            if (first <= last)
                both.Add((first, last));
            // Whichever ends first meets nothing further.
            if (ranges[i].Last < that[j].Last)
                i++;
            else
                j++;
        }
        return new NumberSet([.. both]);
    }

    public override Values Less(Values other) => And(((NumberSet)other).Complement());

    private NumberSet Complement()
    {
        var gaps = new List<(UInt128, UInt128)>();
        var next = UInt128.MinValue;
        foreach (var (first, last) in ranges)
        {
            if (first > next)
                gaps.Add((next, first - 1));
            if (last == UInt128.MaxValue)
                return new([.. gaps]);
            next = last + 1;
        }
        gaps.Add((next, UInt128.MaxValue));
        return new([.. gaps]);
    }
}
