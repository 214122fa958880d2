using System.Text.RegularExpressions;
using ControlPlanes;
using ControlPlanes.Installation;

namespace Integration.Lifecycle;

/// <summary>Runs docs/operations.md from top to bottom, on an API server of its own: at its end the operator's definition is gone.</summary>
public sealed partial class OperationsPageTests : IAsyncLifetime
{
    private EphemeralControlPlane? _cluster;
    private OperatorInstallation? _operator;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => new(_cluster!.ControlPlane.KubeconfigPath);

    public async ValueTask InitializeAsync()
    {
        _cluster = await EphemeralControlPlane.StartAsync();
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
    public async Task Each_command_of_the_page_does_what_it_says()
    {
        await Admin.ApplyAsync(RunningOperator.Tenant("acme", "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}"));
        await Admin.ApplyAsync(RunningOperator.Tenant("globex", "  owners: [{kind: User, name: greta}]\n  namespaces: {provision: [{name: dev}]}"));
        foreach (var tenant in new[] { "acme", "globex" })
            await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"wait tenant {tenant} --for=condition=Ready --timeout=20s")).Succeeded, Cancel);
        await Admin.RunAsync("create configmap work -n acme-dev");

        foreach (var (heading, commands) in Page())
        {
            foreach (var command in commands)
                await Admin.RunAsync(command);
            await CheckAsync(heading);
        }
    }

    private async Task CheckAsync(string heading)
    {
        switch (heading)
        {
            case "Suspend a tenant":
                await Admin.RunAsync("create configmap more -n acme-dev");
                break;
            case "Bring a namespace in":
                await Eventually.HoldsAsync(async () => (await SubjectAsync("legacy")) == "alice", Cancel);
                break;
            case "Move a namespace to another tenant":
                await Eventually.HoldsAsync(async () => (await SubjectAsync("legacy")) == "greta", Cancel);
                break;
            case "Release a namespace":
                await Eventually.HoldsAsync(async () => (await Admin.NamesAsync("rolebindings,networkpolicies -n legacy")).Length == 0, Cancel);
                break;
            case "Delete a tenant":
                await StandsAsync("acme", "alice");
                Assert.NotNull(await Admin.GetAsync("configmap work -n acme-dev"));
                break;
            case "Remove the operator":
                Assert.False((await Admin.TryAsync("get tenants")).Succeeded);
                await StandsAsync("acme", "alice");
                await StandsAsync("globex", "greta");
                break;
            default:
                Assert.Fail($"nothing is checked of \"{heading}\"");
                break;
        }
    }

    // What stays: the namespace, its walls and its people.
    private async Task StandsAsync(string tenant, string owner)
    {
        Assert.Null((await Admin.GetAsync($"namespace {tenant}-dev"))!["metadata"]!["deletionTimestamp"]);
        Assert.Contains("tenant-default-deny", await Admin.NamesAsync($"networkpolicies -n {tenant}-dev"));
        Assert.Equal(owner, await SubjectAsync($"{tenant}-dev"));
    }

    private async Task<string?> SubjectAsync(string ns) => (await Admin.GetAsync($"rolebinding tenant-owners -n {ns}"))?["subjects"]?[0]?["name"]?.ToString();

    /// <summary>The commands under each heading that has any, without "kubectl" and the quotes that only a shell needs.</summary>
    private static IEnumerable<(string Heading, string[] Commands)> Page()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "operations.md"));
        foreach (var section in page.Split("\n## ").Skip(1))
        {
            var commands = Block().Matches(section).SelectMany(b => b.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
            Assert.All(commands, c => Assert.StartsWith("kubectl ", c, StringComparison.Ordinal));
            yield return (section.Split('\n')[0], [.. commands.Select(c => c["kubectl ".Length..].Replace("'", "", StringComparison.Ordinal))]);
        }
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
