using Benchmarks.Statistics;

namespace Benchmarks.Results;

/// <summary>A line of a plot.</summary>
public sealed record Series(string Name, IReadOnlyList<SeriesPoint> Points);

/// <summary>A point of a line, with the spread of its rounds.</summary>
public sealed record SeriesPoint(double X, Spread Y);
