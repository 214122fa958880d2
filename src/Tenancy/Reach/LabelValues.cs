namespace Tenancy.Reach;

/// <summary>
/// The values that a label may have, out of all texts, and whether it may be missing: what requirements of a label selector on one key
/// come to. Either the listed values, or all but them.
/// </summary>
internal sealed class LabelValues : Values
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);

    private readonly bool absent;
    private readonly bool allBut;
    private readonly HashSet<string> listed;

    private LabelValues(bool absent, bool allBut, HashSet<string> listed) => (this.absent, this.allBut, this.listed) = (absent, allBut, listed);

    /// <summary>Every value, and none.</summary>
    public static LabelValues Any { get; } = new(absent: true, allBut: true, Nothing);

    /// <summary>The label is there.</summary>
    public static LabelValues Present { get; } = new(absent: false, allBut: true, Nothing);

    /// <summary>The label is not there.</summary>
    public static LabelValues Absent { get; } = new(absent: true, allBut: false, Nothing);

    public override bool IsEmpty => !absent && !allBut && listed.Count == 0;

    public override int Size => listed.Count;

    /// <summary>The label is there with one of the values.</summary>
    public static LabelValues In(params IEnumerable<string> values) => new(absent: false, allBut: false, new(values, StringComparer.Ordinal));

    /// <summary>The label is not there with any of the values; as in Kubernetes, it may be missing.</summary>
    public static LabelValues NotIn(params IEnumerable<string> values) => new(absent: true, allBut: true, new(values, StringComparer.Ordinal));

    /// <summary>The label is not there, or has just this value.</summary>
    public static LabelValues AbsentOr(string value) => new(absent: true, allBut: false, new(StringComparer.Ordinal) { value });

    /// <summary>The values, when there are so many and no more, and the label is there; else null.</summary>
    public IReadOnlyCollection<string>? Listed => absent || allBut ? null : listed;

    /// <summary>The values that are left out, when all others may be; else none.</summary>
    public IReadOnlyCollection<string> LeftOut => allBut ? listed : [];

    /// <summary>One of the values, null for a missing label; of several the first, and rather none than one that was made up. Not for the empty set.</summary>
    public string? Sample()
    {
        if (absent)
            return null;
        if (!allBut)
            return listed.Min(StringComparer.Ordinal);
        const string AnyOther = "other";
        var sample = AnyOther;
        for (var i = 2; listed.Contains(sample); i++)
            sample = $"{AnyOther}-{i}";
        return sample;
    }

    public override Values And(Values other)
    {
        var that = (LabelValues)other;
        var both = (allBut, that.allBut) switch
        {
            (true, true) => Union(listed, that.listed),
            (true, false) => Difference(that.listed, listed),
            (false, true) => Difference(listed, that.listed),
            (false, false) => Intersection(listed, that.listed),
        };
        return new LabelValues(absent && that.absent, allBut && that.allBut, both);
    }

    public override Values Less(Values other)
    {
        var that = (LabelValues)other;
        return And(new LabelValues(!that.absent, !that.allBut, that.listed));
    }

    private static HashSet<string> Union(HashSet<string> a, HashSet<string> b) =>
        b.Count == 0 ? a : a.Count == 0 ? b : new(a.Concat(b), StringComparer.Ordinal);

    private static HashSet<string> Difference(HashSet<string> a, HashSet<string> b) =>
        a.Count == 0 || b.Count == 0 ? a : new(a.Where(v => !b.Contains(v)), StringComparer.Ordinal);

    private static HashSet<string> Intersection(HashSet<string> a, HashSet<string> b) =>
        a.Count > b.Count ? Intersection(b, a) : new(a.Where(b.Contains), StringComparer.Ordinal);
}
