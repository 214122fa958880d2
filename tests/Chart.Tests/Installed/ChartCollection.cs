namespace Chart.Tests.Installed;

/// <summary>Tests of the one installation that a cluster can have; they run one after the other.</summary>
[CollectionDefinition(nameof(ChartCollection))]
public sealed class ChartCollection : ICollectionFixture<InstalledChart>;
