using ControlPlanes;
using ControlPlanes.Processes;
using ControlPlanes.Tools;

namespace Integration;

/// <summary>The chart goes from one version to the next and back, by the real helm, while a tenant's people keep trying.</summary>
public sealed class ChartUpgradeTests(FreshInstallation installation) : IClassFixture<FreshInstallation>, IDisposable
{
    private readonly DirectoryInfo _next = Directory.CreateTempSubdirectory("tenant-operator-chart-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => installation.Admin;

    public void Dispose() => _next.Delete(recursive: true);

    [Fact]
    public async Task No_namespace_is_open_and_nothing_is_lost_between_one_version_and_the_next()
    {
        await Admin.ApplyAsync(RunningOperator.Tenant("initech", "  owners: [{kind: User, name: irene}]\n  namespaces: {provision: [{name: dev}]}"));
        await Admin.RunAsync("wait tenant initech --for=condition=Ready --timeout=60s");
        var irene = await installation.UserAsync("irene");
        await Eventually.HoldsAsync(async () => (await irene.TryAsync("auth can-i create services -n initech-dev")).Succeeded, Cancel);
        var before = await StandingAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var trying = TryAsync(irene, stop.Token);

        NextVersion();
        await HelmAsync("upgrade", "tenant-operator", _next.FullName, "--reset-then-reuse-values");
        Assert.Contains("tenant-operator-0.2.0", await Admin.RunAsync("get validatingwebhookconfiguration tenant-operator -o yaml"), StringComparison.Ordinal);
        await HelmAsync("rollback", "tenant-operator");
        await stop.CancelAsync();
        var attempts = await trying;

        Assert.True(attempts > 5, $"{attempts} attempts are too few to show anything");
        Assert.Equal(before, await StandingAsync());
    }

    // Each attempt must be refused by a rule: not let through, and not refused because nobody answers.
    private static async Task<int> TryAsync(Kubectl irene, CancellationToken cancel)
    {
        var attempts = 0;
        while (!cancel.IsCancellationRequested)
        {
            Assert.Contains("denied the request", await irene.RefusedAsync("create service nodeport open --tcp=80 -n initech-dev"), StringComparison.Ordinal);
            attempts++;
        }

        return attempts;
    }

    // Identities, so that what was deleted and made anew shows.
    private async Task<string> StandingAsync() =>
        await Admin.RunAsync("get tenants,namespaceledgers -o custom-columns=KIND:.kind,NAME:.metadata.name,UID:.metadata.uid")
        + await Admin.RunAsync("get resourcequotas,limitranges,networkpolicies,rolebindings -n initech-dev -o custom-columns=KIND:.kind,NAME:.metadata.name,UID:.metadata.uid");

    private void NextVersion()
    {
        var source = Repository.PathOf("config", "helm", "tenant-operator");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_next.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var chart = Path.Combine(_next.FullName, "Chart.yaml");
        File.WriteAllText(chart, File.ReadAllText(chart).Replace("version: 0.1.0", "version: 0.2.0", StringComparison.Ordinal));
    }

    private async Task HelmAsync(params IEnumerable<string> arguments)
    {
        var result = await CommandLine.RunAsync(
            await ToolBox.HelmAsync(Console.Error, Cancel), [.. arguments, "--namespace", "tenant-operator", "--kubeconfig", installation.KubeconfigPath], cancel: Cancel);
        Assert.True(result.Succeeded, result.Text);
    }
}
