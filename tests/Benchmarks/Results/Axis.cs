namespace Benchmarks.Results;

/// <summary>An axis of a plot.</summary>
/// <param name="Label">What it measures, with its unit.</param>
/// <param name="Logarithmic">Whether equal distances are equal factors. A linear one begins at zero.</param>
public sealed record Axis(string Label, bool Logarithmic = false);
