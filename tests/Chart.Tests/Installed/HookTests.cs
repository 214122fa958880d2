using k8s;
using k8s.Models;
using OperatorRuntime;
using TenantOperator.Commands;

namespace Chart.Tests.Installed;

/// <summary>
/// What the chart's hooks run, under their own service accounts, while the real helm waits for them. No node runs their pods here: the test does what those would, and tells the API server how
/// it ended.
/// </summary>
[Collection(nameof(ChartCollection))]
public sealed class HookTests(InstalledChart chart)
{
    private const string Removal = "tenant-operator-remove-registrations";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_uninstallation_takes_the_registrations_away_before_anything_else()
    {
        await chart.UpgradeAsync("default-values.yaml");
        var uninstalling = chart.HelmAsync("uninstall", InstalledChart.Release);
        await UntilAsync(async () => (await chart.Admin.BatchV1.ListNamespacedJobAsync(InstalledChart.Namespace, cancellationToken: Cancel)).Items.Any(j => j.Name() == Removal));
        using (var account = await chart.ServiceAccountAsync(Removal))
            Assert.Equal(
                ["admissionregistration.k8s.io/mutatingwebhookconfigurations tenant-operator: delete", "admissionregistration.k8s.io/validatingwebhookconfigurations tenant-operator: delete"],
                await Rights.OfAsync(account, InstalledChart.Namespace));

        using var transport = new KubeTransport(await chart.ConfigurationOfAsync(Removal));
        Assert.True(await new RegistrationRemoval(transport, TextWriter.Null, TimeProvider.System).RunAsync(Cancel));

        Assert.DoesNotContain((await chart.Admin.AdmissionregistrationV1.ListValidatingWebhookConfigurationAsync(cancellationToken: Cancel)).Items, r => r.Name() == InstalledChart.Release);
        Assert.DoesNotContain((await chart.Admin.AdmissionregistrationV1.ListMutatingWebhookConfigurationAsync(cancellationToken: Cancel)).Items, r => r.Name() == InstalledChart.Release);
        Assert.Equal(2, (await chart.Admin.AppsV1.ListNamespacedDeploymentAsync(InstalledChart.Namespace, cancellationToken: Cancel)).Items.Count);
        await chart.Admin.BatchV1.PatchNamespacedJobStatusAsync(
            new V1Patch("""{"status":{"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]}}""", V1Patch.PatchType.MergePatch), Removal, InstalledChart.Namespace, cancellationToken: Cancel);
        var result = await uninstalling;
        Assert.True(result.Succeeded, result.Text);
        Assert.DoesNotContain((await chart.Admin.RbacAuthorizationV1.ListClusterRoleAsync(cancellationToken: Cancel)).Items, r => r.Name() == "tenant-operator:remove-registrations");
        await chart.InstallAsync();
    }

    [Fact]
    public async Task Helm_test_fails_where_admission_is_not_in_force_and_leaves_no_rights()
    {
        await chart.UpgradeAsync("default-values.yaml");
        var testing = chart.HelmAsync("test", InstalledChart.Release, "--timeout", "60s");
        await UntilAsync(async () => (await chart.Admin.CoreV1.ListNamespacedPodAsync(InstalledChart.Namespace, cancellationToken: Cancel)).Items.Any(p => p.Name() == AdmissionCheck.Name));
        using var output = new StringWriter();
        using var transport = new KubeTransport(await chart.ConfigurationOfAsync(AdmissionCheck.Name));

        // The rights suffice for both requests, and nobody refuses the second one.
        Assert.False(await new AdmissionCheck(transport, output, TimeProvider.System).RunAsync(TimeSpan.FromSeconds(1), Cancel));
        Assert.StartsWith("ok     a Tenant is accepted", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("FAILED a Namespace that claims to be a tenant's is let through", output.ToString(), StringComparison.Ordinal);

        await chart.Admin.CoreV1.PatchNamespacedPodStatusAsync(
            new V1Patch("""{"status":{"phase":"Failed"}}""", V1Patch.PatchType.MergePatch), AdmissionCheck.Name, InstalledChart.Namespace, cancellationToken: Cancel);
        var result = await testing;
        await chart.ApplyAsync("outside-values.yaml");
        Assert.False(result.Succeeded, result.Text);
        Assert.DoesNotContain((await chart.Admin.RbacAuthorizationV1.ListClusterRoleAsync(cancellationToken: Cancel)).Items, r => r.Name() == "tenant-operator:check");
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
            await Task.Delay(100, deadline.Token);
    }
}
