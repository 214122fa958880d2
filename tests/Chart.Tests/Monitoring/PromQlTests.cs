namespace Chart.Tests.Monitoring;

/// <summary>A reader of queries that overlooks a metric would find no fault with any.</summary>
public sealed class PromQlTests
{
    [Theory]
    [InlineData("up", "up")]
    [InlineData("""(count(up{job="a"} == 1) or vector(0)) == 0""", "up{job}")]
    [InlineData("""sum by (a, b) (rate(x_total{c=~"d|e",f!="g"}[$__rate_interval])) / (max by (a) (y) > 0)""", "x_total{c,f} y by a,b,a")]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m]))) > 0.5", "x_bucket by le")]
    [InlineData("time() - max(x{resource=\"requests.memory\"}) and on (a) y unless z", "x{resource} y z by a")]
    [InlineData("label_values(x, tenant)", "x by tenant")]
    public void Every_metric_and_label_of_a_query_is_found(string query, string found)
    {
        var read = PromQl.Parse(query);

        var metrics = read.Metrics.Select(m => m.Labels.Length == 0 ? m.Name : $"{m.Name}{{{string.Join(',', m.Labels)}}}");
        Assert.Equal(found, string.Join(' ', metrics) + (read.Grouping.Count == 0 ? "" : $" by {string.Join(',', read.Grouping)}"));
    }
}
