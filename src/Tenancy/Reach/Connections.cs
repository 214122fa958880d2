namespace Tenancy.Reach;

/// <summary>
/// A set of connections of one direction: for each dimension the values that it may have, whatever the other dimensions have. A dimension that is
/// not named may have every value.
/// </summary>
internal sealed class Connections
{
    private readonly Dictionary<Dimension, Values> limits;

    private Connections(Dictionary<Dimension, Values> limits) => this.limits = limits;

    /// <summary>All connections.</summary>
    public static Connections All { get; } = new([]);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => limits.Values.Any(v => v.IsEmpty);

    /// <summary>Whether all are in the set.</summary>
    public bool IsEverything => limits.Count == 0;

    /// <summary>The dimensions that are limited, with what they may have.</summary>
    public Dictionary<Dimension, Values> Limits => limits;

    /// <summary>What a dimension may have.</summary>
    public Values this[Dimension dimension] => limits.TryGetValue(dimension, out var values) ? values : dimension.Everything;

    /// <summary>Those of which a dimension has one of these values.</summary>
    public Connections With(Dimension dimension, Values values)
    {
        var both = new Dictionary<Dimension, Values>(limits);
        Add(both, dimension, values);
        return new(both);
    }

    /// <summary>Those where labels of an aspect meet requirements, any number of them on each key.</summary>
    public Connections And(Aspect aspect, IEnumerable<(string Key, LabelValues Values)> requirements)
    {
        var both = new Dictionary<Dimension, Values>(limits);
        foreach (var (key, values) in requirements)
            Add(both, new(aspect, key), values);
        return new(both);
    }

    /// <summary>Those that are in both sets.</summary>
    public Connections And(Connections other)
    {
        var both = new Dictionary<Dimension, Values>(limits);
        foreach (var (dimension, values) in other.limits)
            Add(both, dimension, values);
        return new(both);
    }

    private static void Add(Dictionary<Dimension, Values> limits, Dimension dimension, Values values) =>
        limits[dimension] = limits.TryGetValue(dimension, out var present) ? present.And(values) : values;
}
