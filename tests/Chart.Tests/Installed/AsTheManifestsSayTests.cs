using ControlPlanes.Installation;
using ControlPlanes.Processes;
using ControlPlanes.Tools;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Chart.Tests.Installed;

/// <summary>
/// The chart's life with every process run as the manifests in the API server say: arguments, variables, mounted files at their paths, a read-only root, and the service account's own token where the
/// program looks for it. What is not the manifests': ports, since pods of one machine share them; the loopback address; the built executable in the place of the image. The API server calls the webhooks
/// by <c>webhooks.url</c>, as no node has a Service here.
/// </summary>
[Collection(nameof(ChartCollection))]
public sealed class AsTheManifestsSayTests(InstalledChart chart)
{
    private const string Check = "tenant-operator-check";
    private const string Removal = "tenant-operator-remove-registrations";
    private const string Tenant = """
        apiVersion: tenantoperator.io/v1alpha1
        kind: Tenant
        metadata: {name: globex}
        spec:
          owners: [{kind: User, name: greta}]
          namespaces: {provision: [{name: dev}, {name: prod}]}
          quotas: [{name: small, hard: {pods: "5"}}]
          deletionProtection: false
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(chart.Folder, "pods");

    private string OperatorFolder => Path.Combine(Folder, "operator");

    [Fact]
    public async Task From_its_installation_to_its_removal_the_chart_works_when_pods_are_run_as_their_manifests_say()
    {
        var problem = await PodSandbox.ProblemAsync(Path.Combine(Folder, "tried"));
        Assert.SkipUnless(problem is null, problem ?? "");
        try
        {
            // Its own pods stay Pending; that there are to be some is what brings the hooks.
            var options = new InstallationOptions(Controllers: 2, Webhooks: 2) { AsInPods = true, ChartValues = ["controller.replicas=1", "webhooks.replicas=1"] };
            await using var installation = await OperatorInstallation.StartAsync(chart.ControlPlane, OperatorFolder, options, Console.Error, Cancel);

            await MakesNamespacesAsync();
            await RefusesABreakOutAsync();
            await PassesHelmTestAsync();
            await DeletesATenantAsync();
            await IsUninstalledAsync();
        }
        finally
        {
            await chart.RemoveRegistrationsAsync();
            await ForgetCheckAsync();
            await chart.InstallAsync();
        }
    }

    private async Task MakesNamespacesAsync()
    {
        var applied = await KubectlAsync(["apply", "--filename", "-"], Tenant);
        Assert.True(applied.Succeeded, applied.Text);
        var ready = await KubectlAsync(["wait", "tenant/globex", "--for=condition=Ready", "--timeout=60s"]);
        Assert.True(ready.Succeeded, ready.Text);
        foreach (var ns in (string[])["globex-dev", "globex-prod"])
        {
            var walls = await KubectlAsync(["get", "resourcequotas,networkpolicies,rolebindings", "--namespace", ns, "--output", "name", "--selector", "tenantoperator.io/tenant=globex"]);
            Assert.Contains("resourcequota/", walls.Output, StringComparison.Ordinal);
            Assert.Contains("networkpolicy.networking.k8s.io/", walls.Output, StringComparison.Ordinal);
            Assert.Contains("rolebinding.rbac.authorization.k8s.io/", walls.Output, StringComparison.Ordinal);
        }
    }

    private async Task RefusesABreakOutAsync()
    {
        using var greta = await chart.ControlPlane.CreateClientAsync("greta", [], Cancel);
        await UntilAsync(async () => (await KubectlAsync(["auth", "can-i", "create", "services", "--namespace", "globex-dev", "--as", "greta"])).Succeeded);
        // Without it the API server itself refuses every pod.
        await UntilAsync(async () => (await KubectlAsync(["get", "serviceaccount", "default", "--namespace", "globex-dev"])).Succeeded);
        await greta.CoreV1.CreateNamespacedServiceAsync(new() { Metadata = new() { Name = "web" }, Spec = new() { Ports = [new() { Port = 80 }] } }, "globex-dev", cancellationToken: Cancel);

        var pod = new V1Pod { Metadata = new() { Name = "out" }, Spec = new() { HostNetwork = true, Containers = [new() { Name = "c", Image = "registry.example.com/a:1" }] } };
        var refused = await Assert.ThrowsAsync<HttpOperationException>(() => greta.CoreV1.CreateNamespacedPodAsync(pod, "globex-dev", cancellationToken: Cancel));

        Assert.Contains("denied the request", refused.Response.Content, StringComparison.Ordinal);
        Assert.Contains("pods/host-namespaces", refused.Response.Content, StringComparison.Ordinal);
    }

    private async Task PassesHelmTestAsync()
    {
        await ForgetCheckAsync();
        var testing = chart.HelmAsync("test", InstalledChart.Release, "--timeout", "120s");

        var ran = await RunAsync(Check);

        var tested = await testing;
        Assert.True(ran.Succeeded, ran.Text);
        Assert.Contains("ok     a Tenant is accepted", ran.Output, StringComparison.Ordinal);
        Assert.Contains("ok     a Namespace that claims to be a tenant's is refused by admission", ran.Output, StringComparison.Ordinal);
        Assert.True(tested.Succeeded, tested.Text);
    }

    private async Task DeletesATenantAsync()
    {
        var deleted = await KubectlAsync(["delete", "tenant", "globex", "--timeout=120s"]);
        Assert.True(deleted.Succeeded, deleted.Text);
        Assert.DoesNotContain((await chart.Admin.RbacAuthorizationV1.ListClusterRoleAsync(cancellationToken: Cancel)).Items, r => r.Name() == "tenant-operator:tenant:globex");
    }

    private async Task IsUninstalledAsync()
    {
        var uninstalling = chart.HelmAsync("uninstall", InstalledChart.Release, "--timeout", "120s");

        var ran = await RunAsync(Removal);

        var uninstalled = await uninstalling;
        Assert.True(ran.Succeeded, ran.Text);
        Assert.True(uninstalled.Succeeded, uninstalled.Text);
        Assert.DoesNotContain((await chart.Admin.AdmissionregistrationV1.ListValidatingWebhookConfigurationAsync(cancellationToken: Cancel)).Items, r => r.Name() == InstalledChart.Release);
        Assert.DoesNotContain((await chart.Admin.AdmissionregistrationV1.ListMutatingWebhookConfigurationAsync(cancellationToken: Cancel)).Items, r => r.Name() == InstalledChart.Release);
    }

    // What a kubelet does with a pod that ends: runs it, and tells how it went.
    private async Task<CommandLine.Result> RunAsync(string name)
    {
        await UntilAsync(async () => await PodAsync(name) is not null);
        var stored = (await PodAsync(name))!;
        var pod = await LocalPod.LayOutAsync(chart.Admin, stored.Spec, Path.Combine(Folder, name), Cancel);
        await pod.MountCredentialsAsync(chart.ControlPlane, Cancel);
        var ran = await PodSandbox.RunAsync(pod, new Uri(chart.ControlPlane.Server), Executable.CopyTo(OperatorFolder).Path, Cancel);
        var phase = new V1Patch($$"""{"status":{"phase":"{{(ran.Succeeded ? "Succeeded" : "Failed")}}"} }""", V1Patch.PatchType.MergePatch);
        await chart.Admin.CoreV1.PatchNamespacedPodStatusAsync(phase, stored.Name(), InstalledChart.Namespace, cancellationToken: Cancel);
        return ran;
    }

    // It stays for its log, until the next test of the release.
    private Task ForgetCheckAsync() => KubectlAsync(["delete", "pod", Check, "--namespace", InstalledChart.Namespace, "--ignore-not-found", "--grace-period=0"]);

    // A Job gives its pods names of its own making.
    private async Task<V1Pod?> PodAsync(string name) =>
        (await chart.Admin.CoreV1.ListNamespacedPodAsync(InstalledChart.Namespace, cancellationToken: Cancel)).Items
            .FirstOrDefault(p => p.Name() == name || p.Metadata.OwnerReferences?.Any(o => o.Kind == "Job" && o.Name == name) == true);

    private async Task<CommandLine.Result> KubectlAsync(IEnumerable<string> arguments, string? input = null) => await CommandLine.RunAsync(
        await ToolBox.KubectlAsync(Console.Error, Cancel), ["--kubeconfig", chart.ControlPlane.KubeconfigPath, .. arguments], input, Cancel);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
            await Task.Delay(100, deadline.Token);
    }
}
