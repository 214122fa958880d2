namespace Benchmarks.Results;

/// <summary>What a figure has to reach.</summary>
/// <param name="Bound">The bound, in the figure's unit.</param>
/// <param name="AtLeast">Whether more is better: the bound is the least then, else the most.</param>
public sealed record Target(double Bound, bool AtLeast)
{
    public static Target Least(double bound) => new(bound, AtLeast: true);

    public static Target Most(double bound) => new(bound, AtLeast: false);

    public bool IsMetBy(double value) => AtLeast ? value >= Bound : value <= Bound;
}
