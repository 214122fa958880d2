using ControlPlanes;
using ControlPlanes.Installation;

namespace Integration;

/// <summary>What there is when nothing but the chart was installed: the class <c>standard</c>, which the operator makes.</summary>
public sealed class FreshInstallationTests(FreshInstallation installation) : IClassFixture<FreshInstallation>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => installation.Admin;

    [Fact]
    public async Task A_three_line_tenant_has_what_the_benchmarks_ask_for()
    {
        await ClassAsync();
        await Admin.RunAsync($"apply -f {Repository.PathOf("config", "samples", "minimal.yaml")}");
        await Admin.RunAsync("wait tenant acme --for=condition=Ready --timeout=60s");

        Assert.Equal("standard", (await Admin.GetAsync("tenant acme"))!["status"]!["className"]!.ToString());
        var hard = (await Admin.GetAsync("resourcequotas -n acme-dev"))!["items"]!.AsArray().SelectMany(q => q!["spec"]!["hard"]!.AsObject()).ToDictionary(h => h.Key, h => h.Value!.ToString());
        Assert.All(
            (string[])["requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "requests.ephemeral-storage", "limits.ephemeral-storage", "requests.storage",
                "pods", "services", "services.nodeports", "services.loadbalancers", "secrets", "configmaps", "persistentvolumeclaims", "replicationcontrollers"],
            resource => Assert.Contains(resource, hard.Keys));

        // A pod that says nothing of what it takes is let in; one whose image need not be pulled is not.
        var alice = await installation.UserAsync("alice");
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("get serviceaccount default -n acme-dev")).Succeeded, Cancel);
        await Eventually.HoldsAsync(async () => (await alice.TryAsync("create -f -", Pod("Always"))).Succeeded, Cancel);
        Assert.Equal("500m", (await alice.GetAsync("pod web -n acme-dev"))!["spec"]!["containers"]![0]!["resources"]!["limits"]!["cpu"]!.ToString());
        Assert.Contains("pods/image-pull-policy", await alice.RefusedAsync("create -f -", Pod("IfNotPresent")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_class_is_the_admins_once_it_is_there_and_comes_back_when_it_is_deleted()
    {
        await ClassAsync();
        await Eventually.HoldsAsync(async () => (await Admin.RunAsync("describe tenantclass standard")).Contains("StandardClassMade", StringComparison.Ordinal), Cancel);

        // An admin's change stays, whatever makes the operator look at the class again.
        await Admin.RunAsync("patch tenantclass standard --type merge -p {\"spec\":{\"description\":\"ours\"}}");
        var controller = installation.Operator.Controllers[0];
        await controller.StopAsync();
        await controller.StartAsync();
        await Admin.ApplyAsync("apiVersion: tenantoperator.io/v1alpha1\nkind: TenantClass\nmetadata: {name: other}\nspec: {}");
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync("tenantclass other"))!["status"]?["progress"] is not null, Cancel);
        Assert.Equal("ours", (await Admin.GetAsync("tenantclass standard"))!["spec"]!["description"]!.ToString());

        // Another class is the default: this one may go, and comes back beside it.
        await Admin.RunAsync("annotate tenantclass other tenantoperator.io/is-default-class=true");
        await Admin.RunAsync("annotate tenantclass standard tenantoperator.io/is-default-class=false --overwrite");
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("delete tenantclass standard --dry-run=server")).Succeeded, Cancel);
        var deleted = await Admin.TryAsync("delete tenantclass standard");
        Assert.True(deleted.Succeeded, deleted.Text);
        Assert.Contains("standardClass.enabled=false", deleted.Text, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync("tenantclass standard"))?["metadata"]!["annotations"]!["tenantoperator.io/is-default-class"]!.ToString() == "false", Cancel);
        Assert.NotEqual("ours", (await Admin.GetAsync("tenantclass standard"))!["spec"]!["description"]!.ToString());

        await Admin.RunAsync("annotate tenantclass standard tenantoperator.io/is-default-class=true --overwrite");
        await Admin.RunAsync("annotate tenantclass other tenantoperator.io/is-default-class=false --overwrite");
    }

    private async Task ClassAsync() =>
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync("tenantclass standard"))?["metadata"]!["annotations"]!["tenantoperator.io/is-default-class"]!.ToString() == "true", Cancel);

    private static string Pod(string pullPolicy) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: acme-dev}
        spec: {containers: [{name: web, image: "registry.example.com/web:1", imagePullPolicy: {{pullPolicy}}}]}
        """;
}

/// <summary>An API server of its own with the chart as it comes.</summary>
public sealed class FreshInstallation : IAsyncLifetime
{
    private EphemeralControlPlane? _cluster;
    private OperatorInstallation? _operator;

    public OperatorInstallation Operator => _operator!;

    public Kubectl Admin => new(_cluster!.ControlPlane.KubeconfigPath);

    public string KubeconfigPath => _cluster!.ControlPlane.KubeconfigPath;

    public async Task<Kubectl> UserAsync(string name) => new(await KubeconfigAsync(name));

    public Task<string> KubeconfigAsync(string name) => _cluster!.ControlPlane.KubeconfigForAsync(name, []);

    public async ValueTask InitializeAsync()
    {
        _cluster = await EphemeralControlPlane.StartRecordedAsync();
        _operator = await OperatorInstallation.StartAsync(_cluster.ControlPlane, Path.Combine(_cluster.Folder, "operator"), new(), Console.Error, default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
            await _operator.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
