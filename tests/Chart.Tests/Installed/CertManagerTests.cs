using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using ControlPlanes.Processes;
using ControlPlanes.Tools;

namespace Chart.Tests.Installed;

[Collection(nameof(ChartCollection))]
public sealed class CertManagerTests(InstalledChart chart)
{
    [Theory]
    [InlineData("certmanager-values.yaml")]
    [InlineData("certmanager-issuer-values.yaml")]
    // A field that the definition does not know would be pruned.
    public async Task Nothing_is_lost_of_what_the_chart_writes_for_cert_manager(string values)
    {
        var written = (await HelmRunner.ObjectsAsync("--values", ChartFolder.ValueSet(values))).Where(o => o["apiVersion"]!.ToString() == "cert-manager.io/v1").ToArray();

        await chart.ApplyAsync(values);
        var stored = await Task.WhenAll(written.Select(StoredAsync));
        await chart.ApplyAsync("outside-values.yaml");

        Assert.NotEmpty(written);
        Assert.All(written.Zip(stored), pair => Assert.True(JsonNode.DeepEquals(InTheRelease(pair.First["spec"]!), pair.Second["spec"]), $"{pair.First} is stored as {pair.Second}"));
    }

    private static JsonNode InTheRelease(JsonNode rendered) =>
        JsonNode.Parse(rendered.ToJsonString().Replace($"{HelmRunner.Namespace}.svc", $"{InstalledChart.Namespace}.svc", StringComparison.Ordinal))!;

    private async Task<JsonNode> StoredAsync(JsonObject written)
    {
        var got = await CommandLine.RunAsync(
            await ToolBox.KubectlAsync(Console.Error, TestContext.Current.CancellationToken),
            ["--kubeconfig", chart.ControlPlane.KubeconfigPath, "get", $"{written["kind"]}.cert-manager.io", written["metadata"]!["name"]!.ToString(), "--namespace", InstalledChart.Namespace, "--output", "json"],
            cancel: TestContext.Current.CancellationToken);
        Assert.True(got.Succeeded, got.Text);
        return JsonNode.Parse(got.Output)!;
    }
}
