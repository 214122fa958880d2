using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using ControlPlanes.Processes;

namespace Chart.Tests.Installed;

[Collection(nameof(ChartCollection))]
public sealed class UpgradeTests(InstalledChart chart)
{
    public static TheoryData<string> ValueSets => [.. Repository.ValueSets];

    [Theory, MemberData(nameof(ValueSets))]
    public async Task The_API_server_takes_every_object_of_a_value_set_and_goes_back_again(string values)
    {
        await chart.ApplyAsync(values);

        await chart.ApplyAsync("outside-values.yaml");
    }

    [Fact]
    public async Task An_upgrade_that_changes_nothing_writes_nothing()
    {
        await chart.ApplyAsync("outside-values.yaml");
        var before = await VersionsAsync();

        await chart.ApplyAsync("outside-values.yaml");

        Assert.NotEmpty(before);
        Assert.Equal(before, await VersionsAsync());
    }

    // Definitions and registrations are left out: others write in them too, and the fixture takes the latter away.
    private async Task<IReadOnlyList<string>> VersionsAsync()
    {
        const string kinds = "serviceaccounts,configmaps,services,clusterroles,clusterrolebindings,roles,rolebindings";
        var listed = await CommandLine.RunAsync(
            CommandLine.Find("kubectl")!,
            ["--kubeconfig", chart.ControlPlane.KubeconfigPath, "get", kinds, "--namespace", InstalledChart.Namespace, "--selector", "app.kubernetes.io/managed-by=Helm", "--output", "json"],
            cancel: TestContext.Current.CancellationToken);
        return
        [
            .. JsonNode.Parse(listed.Output)!["items"]!.AsArray()
                .Select(o => $"{o!["kind"]} {o["metadata"]!["name"]} {o["metadata"]!["resourceVersion"]}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
