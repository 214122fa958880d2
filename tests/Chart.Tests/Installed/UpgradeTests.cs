using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using ControlPlanes.Processes;
using ControlPlanes.Tools;
using k8s;
using k8s.Models;

namespace Chart.Tests.Installed;

[Collection(nameof(ChartCollection))]
public sealed class UpgradeTests(InstalledChart chart)
{
    public static TheoryData<string> ValueSets => [.. ChartFolder.ValueSets];

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

    [Fact]
    public async Task An_upgrade_leaves_the_CA_bundle_that_the_controller_wrote()
    {
        await chart.UpgradeAsync("outside-values.yaml");
        var patch = new V1Patch("""[{"op":"add","path":"/webhooks/0/clientConfig/caBundle","value":"Y2VydGlmaWNhdGU="}]""", V1Patch.PatchType.JsonPatch);
        await chart.Admin.AdmissionregistrationV1.PatchValidatingWebhookConfigurationAsync(patch, InstalledChart.Release);

        await chart.UpgradeAsync("platform-values.yaml");

        var stored = await chart.Admin.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(InstalledChart.Release);
        await chart.RemoveRegistrationsAsync();
        Assert.Equal("certificate"u8, stored.Webhooks[0].ClientConfig.CaBundle);
    }

    [Fact]
    public async Task An_uninstalled_chart_leaves_Tenants_and_namespaces_and_can_be_installed_again()
    {
        var cancel = TestContext.Current.CancellationToken;
        await chart.ApplyAsync("outside-values.yaml");
        var before = await chart.Admin.ApiextensionsV1.ReadCustomResourceDefinitionAsync("tenants.tenantoperator.io", cancellationToken: cancel);

        var uninstalled = await chart.HelmAsync("uninstall", InstalledChart.Release);
        var after = await chart.Admin.ApiextensionsV1.ReadCustomResourceDefinitionAsync("tenants.tenantoperator.io", cancellationToken: cancel);
        var @namespace = await chart.Admin.CoreV1.ReadNamespaceAsync(InstalledChart.TenantNamespace, cancellationToken: cancel);
        await chart.InstallAsync();

        Assert.True(uninstalled.Succeeded, uninstalled.Text);
        Assert.Equal(before.Uid(), after.Uid());
        Assert.Null(after.Metadata.DeletionTimestamp);
        Assert.Null(@namespace.Metadata.DeletionTimestamp);
    }

    // Definitions and registrations are left out: others write in them too, and the fixture takes the latter away.
    private async Task<IReadOnlyList<string>> VersionsAsync()
    {
        const string kinds = "serviceaccounts,configmaps,services,clusterroles,clusterrolebindings,roles,rolebindings";
        var listed = await CommandLine.RunAsync(
            await ToolBox.KubectlAsync(Console.Error, TestContext.Current.CancellationToken),
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
