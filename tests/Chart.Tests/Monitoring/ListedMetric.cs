namespace Chart.Tests.Monitoring;

/// <summary>A metric as the documentation lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">counter, gauge or histogram.</param>
/// <param name="Labels">Its labels.</param>
internal sealed record ListedMetric(string Name, string Kind, IReadOnlyList<string> Labels);
