namespace Benchmarks.Clusters;

/// <summary>How the same cluster was filled by the bare client.</summary>
/// <param name="Took">Until the last of its writes.</param>
/// <param name="Writes">What was written, by request.</param>
internal sealed record BareFilling(TimeSpan Took, IReadOnlyList<(string Request, double Count)> Writes);
