using Drills.Clusters;

namespace Drills.Tests.Clusters;

public sealed class MetricTextTests
{
    [Theory]
    [InlineData("panics_total 3 1700000000", 3)]
    [InlineData("panics_total{name=\"a b\"} 2\npanics_total{name=\"c\"} 0.5 1700000000", 2.5)]
    [InlineData("# TYPE panics_total counter\npanics_total_more 7\nother 1", 0)]
    public void Samples_with_and_without_labels_are_added_up(string text, double sum) => Assert.Equal(sum, MetricText.Sum(text, "panics_total"));
}
