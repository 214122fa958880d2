using ControlPlanes;
using ControlPlanes.Processes;
using ControlPlanes.Tools;
using Integration.Lifecycle.Pages;

namespace Integration;

/// <summary>A cluster whose webhooks are gone, healed as docs/operations.md says, and closed again.</summary>
public sealed class EmergencyTests(FreshInstallation installation) : IClassFixture<FreshInstallation>
{
    private const string Somebody = "somebody";
    private const string Class = "apiVersion: tenantoperator.io/v1alpha1\nkind: TenantClass\nmetadata: {name: probe}\nspec: {}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => installation.Admin;

    [Fact]
    public async Task A_cluster_without_webhooks_heals_by_what_the_page_says_and_is_closed_again_when_they_are_back()
    {
        await Admin.ApplyAsync(RunningOperator.Tenant("globex", "  owners: [{kind: User, name: greta}]\n  namespaces: {provision: [{name: dev}]}"));
        await Admin.RunAsync("wait tenant globex --for=condition=Ready --timeout=60s");
        await Admin.RunAsync("create clusterrole somebody --verb=create,patch --resource=tenants.tenantoperator.io,namespaces");
        await Admin.RunAsync($"create clusterrolebinding somebody --clusterrole=somebody --user={Somebody}");
        await Eventually.HoldsAsync(async () => (await CheckAsync()).Succeeded, Cancel);

        await Task.WhenAll(installation.Operator.Webhooks.Select(w => w.KillAsync()));
        Assert.Contains("failed calling webhook", await Admin.RefusedAsync("create service clusterip x --tcp=80 -n globex-dev"), StringComparison.Ordinal);
        Assert.Contains("FAILED", (await CheckAsync()).Output, StringComparison.Ordinal);

        var (_, commands) = Assert.Single(Page.Read("operations.md"), section => section.Heading == "When no webhook answers");
        foreach (var command in commands)
            await Admin.RunAsync(command);
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("create service clusterip x --tcp=80 -n globex-dev")).Succeeded, Cancel);
        await Admin.RunAsync("create namespace platform-of-ours");

        // The chart brings the registrations back while nobody answers: nobody is refused anything by them, and our own kinds show why.
        await UpgradeAsync();
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("apply --dry-run=server -f -", Class)).Text.Contains("failed calling webhook", StringComparison.Ordinal), Cancel);
        await Admin.RunAsync("create service clusterip y --tcp=80 -n globex-dev");
        await Admin.RunAsync("create namespace more-of-ours");

        await Task.WhenAll(installation.Operator.Webhooks.Select(w => w.StartAsync()));
        await Eventually.HoldsAsync(async () => (await CheckAsync()).Succeeded, Cancel);
        var greta = await installation.UserAsync("greta");
        await Eventually.HoldsAsync(async () => (await greta.TryAsync("create service nodeport open --tcp=80 -n globex-dev")).Text.Contains("denied the request", StringComparison.Ordinal), Cancel);
    }

    // As somebody who is no platform admin: to those, nothing is refused.
    private async Task<CommandLine.Result> CheckAsync() => await CommandLine.RunAsync(
        Repository.PathOf("artifacts", "bin", "TenantOperator", "debug", "tenant-operator"),
        ["check", "--timeout", "1", "--kubeconfig", await installation.KubeconfigAsync(Somebody)], cancel: Cancel);

    private async Task UpgradeAsync()
    {
        var result = await CommandLine.RunAsync(
            await ToolBox.HelmAsync(Console.Error, Cancel),
            ["upgrade", "tenant-operator", Repository.PathOf("config", "helm", "tenant-operator"), "--namespace", "tenant-operator", "--reset-then-reuse-values", "--kubeconfig", installation.KubeconfigPath],
            cancel: Cancel);
        Assert.True(result.Succeeded, result.Text);
    }
}
