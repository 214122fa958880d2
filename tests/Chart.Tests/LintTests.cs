using Chart.Tests.Helm;

namespace Chart.Tests;

public sealed class LintTests
{
    public static TheoryData<string> ValueSets => [.. ChartFolder.ValueSets];

    [Theory, MemberData(nameof(ValueSets))]
    public async Task The_chart_passes_helms_linter_with_every_value_set(string values)
    {
        var result = await HelmRunner.RunAsync("lint", "--strict", ChartFolder.Path, "--values", ChartFolder.ValueSet(values));

        Assert.True(result.Succeeded, result.Text);
    }
}
