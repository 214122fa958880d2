namespace OperatorRuntime;

/// <summary>How a stored object differs from what we want of it. Paths are JSON pointers.</summary>
/// <param name="Missing">Where the stored object lacks a wanted value or has another.</param>
/// <param name="Surplus">What stands below a wholly owned path although it is not wanted.</param>
public sealed record IntentDifference(IReadOnlyList<string> Missing, IReadOnlyList<string> Surplus)
{
    public static IntentDifference None { get; } = new([], []);

    public bool IsNone => Missing.Count == 0 && Surplus.Count == 0;
}
