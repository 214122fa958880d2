using Chart.Tests.Helm;

namespace Chart.Tests;

/// <summary>What helm says at the end of an installation.</summary>
public sealed class NotesTests
{
    [Fact]
    public async Task An_installation_ends_with_how_to_wait_and_a_first_tenant()
    {
        string notes = await NotesAsync();

        Assert.Contains($"kubectl -n {HelmRunner.Namespace} wait --for=condition=Available", notes, StringComparison.Ordinal);
        Assert.Contains("kind: Tenant", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("crds.", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_with_the_definitions_is_said_when_they_are_not_kept() =>
        Assert.Contains("removes every Tenant", await NotesAsync("--set", "crds.keep=false"), StringComparison.Ordinal);

    [Fact]
    public async Task Cluster_ranges_that_are_not_set_are_asked_for()
    {
        Assert.Contains("platform.clusterRanges is empty", await NotesAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("clusterRanges", await NotesAsync("--set", "platform.clusterRanges={10.244.0.0/16}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_pod_runs_nobody_is_told_to_wait_for_one()
    {
        string notes = await NotesAsync("--values", ChartFolder.ValueSet("outside-values.yaml"));

        Assert.Contains("The chart runs no process", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("condition=Available", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_line_is_longer_than_a_terminal() =>
        Assert.DoesNotContain((await NotesAsync()).Split('\n'), line => line.Length > 140);

    private static async Task<string> NotesAsync(params string[] arguments)
    {
        var result = await HelmRunner.RunAsync(["install", "release-name", ChartFolder.Path, "--namespace", HelmRunner.Namespace, "--dry-run=client", .. arguments]);
        Assert.True(result.Succeeded, result.Text);
        return result.Output[result.Output.IndexOf("NOTES:", StringComparison.Ordinal)..];
    }
}
