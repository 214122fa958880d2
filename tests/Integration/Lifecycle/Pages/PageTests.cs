using ControlPlanes;
using ControlPlanes.Installation;

namespace Integration.Lifecycle.Pages;

/// <summary>Types what pages of the documentation say, from top to bottom, on an API server of their own: at the end the operator's definition is gone.</summary>
public sealed class PageTests : IAsyncLifetime
{
    // In this order. A page whose commands stand for themselves needs no check.
    private static readonly string[] Pages = ["concepts.md", "lifecycle.md", "operations.md"];

    private EphemeralControlPlane? _cluster;
    private OperatorInstallation? _operator;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => new(_cluster!.ControlPlane.KubeconfigPath);

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

    [Fact]
    public async Task Each_command_does_what_its_page_says()
    {
        await Admin.ApplyAsync(RunningOperator.Tenant("globex", "  owners: [{kind: User, name: greta}]\n  namespaces: {provision: [{name: dev}]}"));
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("wait tenant globex --for=condition=Ready --timeout=20s")).Succeeded, Cancel);

        foreach (var (heading, commands) in Pages.SelectMany(Page.Read))
        {
            foreach (var command in commands)
                await TypeAsync(command);
            await CheckAsync(heading);
        }
    }

    // kubectl refuses a second restart within a second; who reads is slower.
    private Task TypeAsync(string command) => command.StartsWith("rollout restart", StringComparison.Ordinal)
        ? Eventually.HoldsAsync(async () => (await Admin.TryAsync(command)).Succeeded, Cancel)
        : Admin.RunAsync(command);

    private Task CheckAsync(string heading) => heading switch
    {
        "Create a tenant" => BeginsAsync(),
        "Let people in" => CanAsync("--as bob --as-group acme-devs", "create deployments -n acme-dev"),
        "Let owners make namespaces" => Eventually.HoldsAsync(async () => await Admin.GetAsync("namespace acme-test") is null, Cancel),
        "Bring a namespace in" => Eventually.HoldsAsync(async () => await SubjectAsync("legacy") == "alice", Cancel),
        "Suspend a tenant" => Admin.RunAsync("create configmap more -n acme-dev --as alice"),
        "Move a namespace to another tenant" => Eventually.HoldsAsync(async () => await SubjectAsync("legacy") == "greta", Cancel),
        "Release a namespace" => Eventually.HoldsAsync(async () => (await Admin.NamesAsync("rolebindings,networkpolicies -n legacy")).Length == 0, Cancel),
        "Delete a tenant" => StandsAsync("acme", "alice"),
        "When no webhook answers" => IsOpenAsync(),
        "Remove the operator" => OutlivesAsync(),
        _ => Task.CompletedTask,
    };

    private async Task BeginsAsync()
    {
        await StandsAsync("acme", "alice", work: false);
        await Admin.RunAsync("create configmap work -n acme-dev");
    }

    private async Task OutlivesAsync()
    {
        Assert.False((await Admin.TryAsync("get tenants")).Succeeded);
        await StandsAsync("acme", "alice");
        await StandsAsync("globex", "greta", work: false);
    }

    // What follows from it is EmergencyTests' to show; here the operator runs, and brings nothing back.
    private async Task IsOpenAsync()
    {
        Assert.Empty(await Admin.NamesAsync("validatingwebhookconfiguration,mutatingwebhookconfiguration -l app.kubernetes.io/name=tenant-operator"));
        await Admin.RunAsync("create namespace of-the-platform");
    }

    // The namespace, its walls and its people.
    private async Task StandsAsync(string tenant, string owner, bool work = true)
    {
        Assert.Null((await Admin.GetAsync($"namespace {tenant}-dev"))!["metadata"]!["deletionTimestamp"]);
        Assert.Contains("tenant-default-deny", await Admin.NamesAsync($"networkpolicies -n {tenant}-dev"));
        Assert.Equal(owner, await SubjectAsync($"{tenant}-dev"));
        if (work)
            Assert.NotNull(await Admin.GetAsync($"configmap work -n {tenant}-dev"));
    }

    private Task CanAsync(string who, string what) =>
        Eventually.HoldsAsync(async () => (await Admin.TryAsync($"auth can-i {what} {who}")).Output.Trim() == "yes", Cancel);

    private async Task<string?> SubjectAsync(string ns) => (await Admin.GetAsync($"rolebinding tenant-owners -n {ns}"))?["subjects"]?[0]?["name"]?.ToString();
}
