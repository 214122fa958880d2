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
    private const string Repairer = "tenant-operator-repair";

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

    // By the three-way merge of Helm 3 as by the server-side apply of Helm 4: what the chart does not name stays.
    [Fact]
    public async Task An_upgrade_and_a_rollback_leave_what_the_controller_wrote_into_the_registrations()
    {
        await chart.UpgradeAsync("outside-values.yaml");
        const string rules = """[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["bindings"],"scope":"Namespaced"}]""";
        var patch = new V1Patch(
            $$"""[{"op":"add","path":"/webhooks/0/clientConfig/caBundle","value":"Y2VydGlmaWNhdGU="},{"op":"add","path":"/webhooks/0/rules","value":{{rules}}}]""", V1Patch.PatchType.JsonPatch);
        await chart.Admin.AdmissionregistrationV1.PatchValidatingWebhookConfigurationAsync(patch, InstalledChart.Release);

        await chart.UpgradeAsync("platform-values.yaml");
        var upgraded = await chart.Admin.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(InstalledChart.Release);
        var rollback = await chart.HelmAsync("rollback", InstalledChart.Release);
        var rolledBack = await chart.Admin.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(InstalledChart.Release);
        await chart.RemoveRegistrationsAsync();

        Assert.True(rollback.Succeeded, rollback.Text);
        foreach (var stored in new[] { upgraded, rolledBack })
        {
            Assert.Equal("certificate"u8, stored.Webhooks[0].ClientConfig.CaBundle);
            Assert.Equal(["bindings"], Assert.Single(stored.Webhooks[0].Rules).Resources);
            Assert.All(stored.Webhooks.Skip(1), w => Assert.False(w.Rules is { Count: > 0 }));
        }
    }

    // As the controller does it: in a name of its own, of which the API server then forgets what it owned. Helm takes these fields for its own again, and can change them.
    [Fact]
    public async Task An_upgrade_takes_what_the_controller_put_right()
    {
        await chart.UpgradeAsync("outside-values.yaml");
        var written = await chart.Admin.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(InstalledChart.Release);
        foreach (var policy in (string[])["Ignore", "Fail"])
            await PatchAsync($$"""[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"{{policy}}"}]""");
        await PatchAsync("""[{"op":"remove","path":"/webhooks/1"}]""");
        await PatchAsync($$"""[{"op":"add","path":"/webhooks/1","value":{{KubernetesJson.Serialize(written.Webhooks[1])}}}]""");

        var managers = (await chart.Admin.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(InstalledChart.Release)).Metadata.ManagedFields;
        await PatchAsync($$"""[{"op":"remove","path":"/metadata/managedFields/{{managers.Index().Single(m => m.Item.Manager == Repairer).Index}}"}]""");

        await chart.UpgradeAsync("outside-values.yaml");
        await chart.UpgradeAsync("platform-values.yaml");
        var rollback = await chart.HelmAsync("rollback", InstalledChart.Release);
        var stored = await chart.Admin.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(InstalledChart.Release);
        await chart.RemoveRegistrationsAsync();

        Assert.True(rollback.Succeeded, rollback.Text);
        Assert.DoesNotContain(stored.Metadata.ManagedFields, m => m.Manager == Repairer);
        Assert.Equal(written.Webhooks.Select(w => KubernetesJson.Serialize(w)), stored.Webhooks.Select(w => KubernetesJson.Serialize(w)));

        Task PatchAsync(string patch) =>
            chart.Admin.AdmissionregistrationV1.PatchValidatingWebhookConfigurationAsync(new V1Patch(patch, V1Patch.PatchType.JsonPatch), InstalledChart.Release, fieldManager: Repairer);
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
