using System.Diagnostics;
using ControlPlanes;
using Integration.Lifecycle.Watching;

namespace Integration.Lifecycle;

/// <summary>
/// Tools that apply the same files again and again, with whatever manager, change nothing and fight with nobody. That nothing is written is seen
/// by a watch of every kind that the operator writes.
/// </summary>
[Collection(OperatorCollection.Name)]
public sealed class GitOpsTests(RunningOperator @operator) : IDisposable
{
    private const string ByKubectl = "apply";
    private const string ByServer = "apply --server-side --field-manager=gitops";
    private const string ByAnother = "apply --server-side --field-manager=another";

    // Long enough for an operator that fights: it sees what differs within milliseconds.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly string _id = ApiServer.UniqueName("go");

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("gitops-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Theory]
    [InlineData(ByKubectl, ByKubectl)]
    [InlineData(ByServer, ByServer)]
    [InlineData(ByServer, ByAnother)]
    [InlineData(ByKubectl, ByServer)]
    [InlineData(ByServer, ByKubectl)]
    public async Task The_same_files_applied_again_change_nothing_and_nobody_answers(string first, string second)
    {
        WriteSamples();
        await using var watch = await WatchAsync();
        await ApplyAsync(first);
        await ReadyAsync();
        var (version, ours) = (await SettledAsync(watch), await WrittenByUsAsync());

        // Who comes for the first time is noted as an owner of what it applies. That is the API server's and kubectl's doing, and all that is done.
        await ApplyAsync(second);
        await SettledAsync(watch);
        Assert.All(Writes(watch, version), c => Assert.Contains(c.Kind, (string[])["Tenant", "TenantClass"]));
        Assert.Equal(ours, await WrittenByUsAsync());

        version = await watch.VersionAsync();
        await ApplyAsync(second);
        await QuietAsync(watch, version);
    }

    [Theory]
    [InlineData(ByKubectl)]
    [InlineData(ByServer)]
    public async Task A_namespace_that_is_in_the_files_too_has_the_labels_of_both(string way)
    {
        WriteSamples();
        Write("namespace.yaml", $$"""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: {{_id}}-acme-dev
              labels: {example.com/theirs: "yes", app.kubernetes.io/instance: {{_id}}, tenantoperator.io/tenant: {{_id}}-acme}
              annotations: {argocd.argoproj.io/tracking-id: "walls:/Namespace:/{{_id}}-acme-dev"}
            """);
        await using var watch = await WatchAsync();
        await Admin.RunAsync($"apply -f {_files.FullName}/minimal.yaml");
        await @operator.WaitReadyAsync($"{_id}-acme");

        await ApplyAsync(way);
        await ReadyAsync();
        var version = await SettledAsync(watch);
        await ApplyAsync(way);
        await QuietAsync(watch, version);

        var metadata = (await Admin.GetAsync($"namespace {_id}-acme-dev"))!["metadata"]!;
        var labels = metadata["labels"]!;
        Assert.Equal(("yes", _id, $"{_id}-acme", "tenant-operator"), (
            labels["example.com/theirs"]?.ToString(), labels["app.kubernetes.io/instance"]?.ToString(),
            labels["tenantoperator.io/tenant"]?.ToString(), labels["app.kubernetes.io/managed-by"]?.ToString()));
        Assert.NotNull(metadata["annotations"]!["argocd.argoproj.io/tracking-id"]);
    }

    [Fact]
    public async Task What_a_tool_follows_its_objects_by_stays_on_the_Tenant_and_goes_nowhere_else()
    {
        WriteSamples();
        await using var watch = await WatchAsync();
        await ApplyAsync(ByKubectl);
        await ReadyAsync();
        await SettledAsync(watch);
        await Admin.RunAsync($"label tenant {_id}-acme app.kubernetes.io/instance={_id} app.kubernetes.io/managed-by=Helm");
        await Admin.RunAsync($"annotate tenant {_id}-acme argocd.argoproj.io/tracking-id=walls:tenantoperator.io/Tenant:/{_id}-acme");
        var version = await SettledAsync(watch);
        await ApplyAsync(ByKubectl);
        await QuietAsync(watch, version);

        var metadata = (await Admin.GetAsync($"tenant {_id}-acme"))!["metadata"]!;
        Assert.Equal((_id, "Helm"), (metadata["labels"]!["app.kubernetes.io/instance"]!.ToString(), metadata["labels"]!["app.kubernetes.io/managed-by"]!.ToString()));
        Assert.NotNull(metadata["annotations"]!["argocd.argoproj.io/tracking-id"]);
        // A tool prunes what has its label and is not in its files: nothing that the operator makes must ever have it.
        Assert.Empty(await Admin.NamesAsync($"namespaces,clusterroles,clusterrolebindings -l app.kubernetes.io/instance={_id}"));
        Assert.Empty(await Admin.NamesAsync($"resourcequotas,limitranges,networkpolicies,rolebindings -n {_id}-acme-dev -l app.kubernetes.io/instance={_id}"));
    }

    [Fact]
    public async Task A_file_that_wants_what_the_operator_keeps_otherwise_is_a_conflict_and_no_fight()
    {
        WriteSamples();
        await using var watch = await WatchAsync();
        await ApplyAsync(ByServer);
        await ReadyAsync();
        Write("wall.yaml", $$"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: tenant-default-deny, namespace: {{_id}}-acme-dev}
            spec: {podSelector: {}, policyTypes: [Ingress]}
            """);
        var version = await SettledAsync(watch);

        var refusal = await Admin.RefusedAsync($"{ByServer} -f {_files.FullName}/wall.yaml");

        Assert.Contains("conflict with \"tenant-operator\"", refusal, StringComparison.Ordinal);
        await QuietAsync(watch, version);
    }

    public void Dispose() => _files.Delete(recursive: true);

    // Under names of its own: the samples have the names that people will have.
    private void WriteSamples()
    {
        foreach (var name in new[] { "minimal", "full" })
            Write($"{name}.yaml", File.ReadAllText(Repository.PathOf("config", "samples", $"{name}.yaml"))
                .Replace("className: standard", $"className: {_id}-shared", StringComparison.Ordinal)
                .Replace("shop", $"{_id}-shop", StringComparison.Ordinal).Replace("acme", $"{_id}-acme", StringComparison.Ordinal));
        // The first by its name: a Tenant cannot name a class that is not there.
        Write("class.yaml", $$"""
            apiVersion: tenantoperator.io/v1alpha1
            kind: TenantClass
            metadata: {name: {{_id}}-shared}
            spec:
              policy:
                quotas: [{name: compute, hard: {requests.cpu: 8, requests.memory: 16Gi, pods: "100"} }]
                limitRanges: [{name: defaults, limits: [{type: Container, default: {cpu: 500m, memory: 0.5Gi} }]}]
            """);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_files.FullName, name), text);

    private Task<string> ApplyAsync(string way) => Admin.RunAsync($"{way} -f {_files.FullName}");

    private async Task ReadyAsync()
    {
        await @operator.WaitReadyAsync($"{_id}-acme");
        await @operator.WaitReadyAsync($"{_id}-shop");
    }

    // What the operator owns of Tenants and classes, and when it wrote it.
    private async Task<string> WrittenByUsAsync()
    {
        var written = new List<string>();
        foreach (var what in new[] { $"tenant {_id}-acme", $"tenant {_id}-shop", $"tenantclass {_id}-shared" })
            written.AddRange((await Admin.GetAsync($"{what} --show-managed-fields"))!["metadata"]!["managedFields"]!.AsArray()
                .Where(m => m!["manager"]!.ToString().StartsWith("tenant-operator", StringComparison.Ordinal)).Select(m => $"{what}: {m!.ToJsonString()}"));
        Assert.NotEmpty(written);
        return string.Join('\n', written);
    }

    private Task<WallWatch> WatchAsync() => WallWatch.StartAsync(@operator.Server.ControlPlane.KubeconfigPath, _id);

    /// <summary>Waits until all that follows from what was written is done.</summary>
    /// <returns>The version of that state.</returns>
    private static async Task<long> SettledAsync(WallWatch watch)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var (news, quiet) = (watch.News, Task.Delay(Quiet, Cancel));
            if (await Task.WhenAny(news, quiet) == quiet)
                break;
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"it does not become quiet: {watch.Changes[^1]}");
        }
        return await watch.VersionAsync();
    }

    // Without Kubernetes' own counting, which comes when it comes; nobody but Kubernetes writes that status.
    private static IEnumerable<Change> Writes(WallWatch watch, long since) => watch.After(since).Where(c => !c.IsCount);

    private async Task QuietAsync(WallWatch watch, long since)
    {
        await Task.Delay(Quiet, Cancel);
        Assert.Empty(Writes(watch, since));
        // It was quiet, and not the watch deaf.
        await Admin.RunAsync($"annotate tenant {_id}-acme example.com/heard=yes --overwrite");
        await Eventually.HoldsAsync(() => Task.FromResult(watch.After(since).Count > 0), Cancel);
    }
}
