using System.Diagnostics;
using System.Net;
using ControlPlanes.Installation;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Integration;

/// <summary>Processes that die at once, with kill -9, while others work on.</summary>
[Collection(OperatorCollection.Name)]
public sealed class FailureTests(RunningOperator @operator)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_pod_passes_unchecked_while_webhook_processes_die()
    {
        var ns = await NamespaceAsync("kill");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var creating = CreatePodsAsync(ns, stop.Token);

        var victim = @operator.Installation.Webhooks[0];
        await Task.Delay(500, Cancel);
        await victim.KillAsync();
        await Task.Delay(1500, Cancel);
        await victim.StartAsync();
        await Eventually.HoldsAsync(() => victim.IsReadyAsync(Cancel), Cancel);
        await Task.Delay(500, Cancel);
        await stop.CancelAsync();
        var (attempts, refusals) = await creating;

        // Each attempt asked for the host's network: whatever was stored, was stored unchecked.
        Assert.True(attempts > 20, $"{attempts} attempts are too few to show anything");
        Assert.Equal(attempts, refusals);
        Assert.Empty((await @operator.Server.Admin.CoreV1.ListNamespacedPodAsync(ns, cancellationToken: Cancel)).Items);
    }

    [Fact]
    public async Task A_webhook_process_that_is_told_to_stop_fails_nobodys_request()
    {
        var ns = await NamespaceAsync("stop");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var making = Enumerable.Range(0, 8).Select(_ => MakeServicesAsync(ns, stop.Token)).ToArray();

        var leaving = @operator.Installation.Webhooks[0];
        await leaving.StopAsync();
        await leaving.StartAsync();
        await Eventually.HoldsAsync(() => leaving.IsReadyAsync(Cancel), Cancel);
        await stop.CancelAsync();

        // The first failure ends it.
        Assert.All(await Task.WhenAll(making), made => Assert.True(made > 20, $"{made} are too few to show anything"));
    }

    [Fact]
    public async Task With_all_webhooks_dead_tenants_are_closed_and_the_rest_of_the_cluster_goes_on()
    {
        var ns = await NamespaceAsync("closed");
        var other = ApiServer.UniqueName("platform");
        await @operator.Admin.RunAsync($"create namespace {other}");
        await Task.WhenAll(@operator.Installation.Webhooks.Select(w => w.KillAsync()));
        try
        {
            Assert.Contains("failed calling webhook", await @operator.Admin.RefusedAsync($"create configmap x -n {ns} --dry-run=server".Replace("configmap x", "service clusterip x --tcp=80", StringComparison.Ordinal)), StringComparison.Ordinal);
            await @operator.Admin.RunAsync($"create service clusterip x --tcp=80 -n {other}");
            await @operator.Admin.RunAsync("create configmap healing -n kube-system --dry-run=server");
        }
        finally
        {
            await Task.WhenAll(@operator.Installation.Webhooks.Select(w => w.StartAsync()));
            foreach (var webhook in @operator.Installation.Webhooks)
                await Eventually.HoldsAsync(() => webhook.IsReadyAsync(Cancel), Cancel);
        }

        await @operator.Admin.RunAsync($"create service clusterip y --tcp=80 -n {ns}");
    }

    [Fact]
    public async Task A_standby_controller_takes_over_within_the_lease()
    {
        var ns = await NamespaceAsync("lead");
        var leader = await LeaderAsync();
        var before = await HolderAsync();

        await leader.KillAsync();
        var since = Stopwatch.StartNew();
        // While nobody leads, a wall is taken down: whoever leads next puts it up again.
        await @operator.Admin.RunAsync($"delete networkpolicy tenant-default-deny -n {ns}");
        await Eventually.HoldsAsync(async () => await HolderAsync() is { Length: > 0 } now && now != before, Cancel);

        // Lease of 15 s, looked at every 2 s; the rest is the slowness of a busy machine.
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        await Eventually.HoldsAsync(async () => await @operator.Admin.GetAsync($"networkpolicy tenant-default-deny -n {ns}") is not null, Cancel);
        await leader.StartAsync();
        await Eventually.HoldsAsync(() => leader.IsReadyAsync(Cancel), Cancel);
    }

    [Fact]
    public async Task A_controller_that_is_told_to_stop_hands_over_at_once()
    {
        var leader = await LeaderAsync();
        var before = await HolderAsync();

        await leader.StopAsync();
        var since = Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () => await HolderAsync() is { Length: > 0 } now && now != before, Cancel);

        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await leader.StartAsync();
        await Eventually.HoldsAsync(() => leader.IsReadyAsync(Cancel), Cancel);
    }

    [Fact]
    public async Task A_controller_that_starts_anew_writes_nothing()
    {
        var name = ApiServer.UniqueName("calm");
        await @operator.ReadyTenantAsync(name, """
              owners: [{kind: User, name: alice}, {kind: ServiceAccount, name: ci, namespace: build}]
              members: [{role: view, subjects: [{kind: Group, name: auditors}]}]
              namespaces: {provision: [{name: dev, deletionPolicy: Retain}], labels: {cost: a}, annotations: {note: b}}
              quotas: [{name: q, hard: {requests.cpu: "1500m", requests.memory: 1.5Gi, limits.cpu: "2000m", pods: "5"}}]
              limitRanges: [{name: l, limits: [{type: Container, default: {cpu: "0.5", memory: 1024Mi}, max: {cpu: "2"}}]}]
              network: {egress: {internet: true, cidrs: ["10.20.0.0/16"], except: ["10.20.9.0/24"]}, allowFrom: [{namespaceSelector: {matchLabels: {a: b}}}]}
            """);
        await Eventually.HoldsAsync(async () => (await @operator.Admin.GetAsync($"resourcequota tenant-quota-q -n {name}-dev"))?["status"]?["used"] is not null, Cancel);
        var before = await VersionsAsync();
        await Task.WhenAll(@operator.Installation.Controllers.Select(c => c.StopAsync()));

        await Task.WhenAll(@operator.Installation.Controllers.Select(c => c.StartAsync()));
        var leader = await LeaderAsync();
        using var http = new HttpClient();
        await Eventually.HoldsAsync(
            async () => Queues(await http.GetStringAsync(new Uri(leader.Metrics, "metrics"), Cancel)) is { Length: >= 3 } depths && depths.All(d => d == "0"), Cancel);

        Assert.Equal(before, await VersionsAsync());
        foreach (var controller in @operator.Installation.Controllers)
            await Eventually.HoldsAsync(() => controller.IsReadyAsync(Cancel), Cancel);
    }

    // Namespaces that a deleted tenant of another test leaves behind may still be on their way out.
    private async Task<string> VersionsAsync()
    {
        const string kinds = "namespaces,resourcequotas,limitranges,networkpolicies,rolebindings,clusterroles,clusterrolebindings";
        var list = await @operator.Admin.GetAsync($"{kinds} -A -l tenantoperator.io/tenant");
        var tenants = await @operator.Admin.GetAsync("tenants");
        return string.Join('\n', list!["items"]!.AsArray().Concat(tenants!["items"]!.AsArray())
            .Where(o => o!["metadata"]!["deletionTimestamp"] is null)
            .Select(o => $"{o!["kind"]} {o["metadata"]!["namespace"]}/{o["metadata"]!["name"]} {o["metadata"]!["resourceVersion"]}")
            .Order(StringComparer.Ordinal));
    }

    // Three have work as soon as the controller leads; a queue that never had any, such as that of volumes, says nothing.
    private static string[] Queues(string metrics) =>
        [.. metrics.Split('\n').Where(l => l.StartsWith("workqueue_depth{", StringComparison.Ordinal)).Select(l => l.Split(' ')[1])];

    private async Task<string> NamespaceAsync(string prefix)
    {
        var name = ApiServer.UniqueName(prefix);
        await @operator.ReadyTenantAsync(name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");
        await Eventually.HoldsAsync(async () => await @operator.Admin.GetAsync($"serviceaccount default -n {name}-dev") is not null, Cancel);
        return $"{name}-dev";
    }

    private async Task<string> HolderAsync() =>
        (await @operator.Admin.GetAsync("lease tenant-operator-controller -n tenant-operator"))?["spec"]?["holderIdentity"]?.ToString() ?? "";

    private async Task<OperatorProcess> LeaderAsync()
    {
        using var leaders = new Leaders(@operator.Installation.Controllers);
        return await leaders.FindAsync(Cancel);
    }

    private async Task<(int Attempts, int Refusals)> CreatePodsAsync(string ns, CancellationToken cancel)
    {
        var (attempts, refusals) = (0, 0);
        while (!cancel.IsCancellationRequested)
        {
            attempts++;
            try
            {
                await @operator.Server.Admin.CoreV1.CreateNamespacedPodAsync(HostNetworkPod(attempts), ns, cancellationToken: Cancel);
            }
            catch (HttpOperationException e) when (e.Response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError)
            {
                refusals++;
            }
        }

        return (attempts, refusals);
    }

    // Dry: all is asked, and nothing stays.
    private async Task<int> MakeServicesAsync(string ns, CancellationToken stop)
    {
        var made = 0;
        while (!stop.IsCancellationRequested)
        {
            var service = new V1Service { Metadata = new() { GenerateName = "web-" }, Spec = new() { Ports = [new() { Port = 80 }] } };
            await @operator.Server.Admin.CoreV1.CreateNamespacedServiceAsync(service, ns, dryRun: "All", cancellationToken: Cancel);
            made++;
        }

        return made;
    }

    private static V1Pod HostNetworkPod(int number) => new()
    {
        Metadata = new() { Name = $"p{number}" },
        Spec = new() { HostNetwork = true, Containers = [new() { Name = "c", Image = "registry.example.com/a:1" }] },
    };
}
