using System.Diagnostics;
using System.Globalization;
using Benchmarks.Frame;
using Benchmarks.Processes;
using Benchmarks.Results;
using Benchmarks.Clusters;
using Benchmarks.Statistics;
using Benchmarks.Worlds;
using OperatorRuntime;

namespace Benchmarks.Sections;

/// <summary>People at work in two hundred namespaces while webhook processes are restarted under their hands.</summary>
internal sealed class Storm : ISection
{
    public int Number => 7;

    public string Id => "storm";

    public string Title => "A storm, with restarts";

    public string Question =>
        """
        Owners of twenty tenants make and delete pods, services and ingresses in two hundred namespaces, one in three of them forbidden, while the two webhook processes are stopped and
        started again in turn. Nothing forbidden may be stored, nothing that is allowed may fail, and memory comes back to where it was.
        """;

    public async Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel)
    {
        var population = run.Either(new Population(4, 5), new Population(20, 10));
        var (clients, time) = run.Either((16, TimeSpan.FromSeconds(40)), (64, TimeSpan.FromMinutes(10)));
        await using var cluster = await ScaleCluster.StartAsync(run, "cluster", 2, cancel);
        run.Progress.Begin("filling the cluster");
        await Filling.GrowAsync(cluster, population, run.Progress.Tell, cancel);
        await Calm.WaitAsync(cluster, TimeSpan.FromMinutes(3), run.Progress.Tell, cancel);
        // After memory that the filling took was given back.
        await Task.Delay(TimeSpan.FromSeconds(15), cancel);
        var before = Memory(cluster);

        run.Progress.Begin("the storm");
        var count = new StormCount();
        var owners = new List<KubeTransport>();
        for (var tenant = 0; tenant < population.Tenants; tenant++)
            owners.Add(await cluster.AsAsync($"{Population.Tenant(tenant)}-owner", cancel));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var working = Enumerable.Range(0, clients).Select(c => Task.Run(() => WorkAsync(c, population, owners, count, end.Token), cancel)).ToArray();
        var restarts = await RestartAsync(cluster, time, () => run.Progress.Tell($"{count.Made} made, {count.Refused} refused, {count.LetThrough} let through, {count.Failures.Values.Sum()} failed"), cancel);
        await end.CancelAsync();
        await Task.WhenAll(working);
        owners.ForEach(o => o.Dispose());

        await Task.Delay(TimeSpan.FromSeconds(20), cancel);
        return Report(count, restarts, before, Memory(cluster), clients, time, cluster.Server);
    }

    private static async Task WorkAsync(int client, Population population, IReadOnlyList<KubeTransport> owners, StormCount count, CancellationToken end)
    {
        for (var n = client; !end.IsCancellationRequested; n++)
        {
            var tenant = (client + n) % population.Tenants;
            var ns = Population.Namespace(tenant, n / population.Tenants % population.NamespacesEach);
            var (type, body, isAllowed) = StormObjects.Of(tenant, ns, string.Create(CultureInfo.InvariantCulture, $"storm-{client}-{n}"), n);
            try
            {
                // One that is under way when the time is over is let come to its end.
                await OneAsync(owners[tenant], type, body, isAllowed, count);
            }
            catch (ApiException e)
            {
                count.Fail(e.Message);
            }
        }
    }

    private static async Task OneAsync(KubeTransport owner, ResourceType type, System.Text.Json.Nodes.JsonObject body, bool isAllowed, StormCount count)
    {
        var key = new NamespacedName(body["metadata"]!["namespace"]!.ToString(), body["metadata"]!["name"]!.ToString());
        try
        {
            await CreateAsync(owner, type, body, count);
        }
        // Refused by a rule, and not for want of somebody who answers.
        catch (ApiException e) when (!isAllowed && e.Message.Contains("denied the request", StringComparison.Ordinal))
        {
            count.Refuse();
            return;
        }
        if (isAllowed)
            count.Make();
        else
            count.LetThroughOne();
        await owner.DeleteAsync(type, key, null, CancellationToken.None);
        count.Delete();
    }

    // A request for which quota has to be booked may lose to Kubernetes' quota controller, which writes the same ResourceQuota; the API server tries a few times and then leaves it to the
    // client, with 409. Nothing is stored then. Clients try again: so does this one, as often as client-go's RetryOnConflict. A conflict after that, and any other one, is a failure.
    private static async Task CreateAsync(KubeTransport owner, ResourceType type, System.Text.Json.Nodes.JsonObject body, StormCount count)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                (await owner.CreateAsync(type, body, "storm", CancellationToken.None)).Dispose();
                return;
            }
            catch (ApiException e) when (attempt < 5 && e.IsConflict && e.Message.Contains("resourcequotas", StringComparison.Ordinal))
            {
                count.Conflict();
            }
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <returns>How often a process was started again.</returns>
    private static async Task<int> RestartAsync(ScaleCluster cluster, TimeSpan time, Action tell, CancellationToken cancel)
    {
        var restarts = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            var process = cluster.WebhookProcesses[restarts % cluster.WebhookProcesses.Count];
            await process.StopAsync();
            await process.StartAsync();
            while (!await process.IsReadyAsync(cancel))
                await Task.Delay(20, cancel);
            restarts++;
            tell();
            await Task.Delay(TimeSpan.FromSeconds(5), cancel);
        }
        return restarts;
    }

    private static (double Controller, double Webhooks) Memory(ScaleCluster cluster) =>
        (ProcessStats.ResidentMiB(cluster.Controller.Pid), cluster.WebhookProcesses.Max(p => ProcessStats.ResidentMiB(p.Pid)));

    private static SectionResult Report(StormCount count, int restarts, (double Controller, double Webhooks) before, (double Controller, double Webhooks) after, int clients, TimeSpan time, string server) => new()
    {
        Machine = new() { With = [server] },
        Figures =
        [
            new("let-through", "forbidden objects that were stored", Spread.Of(count.LetThrough), "", Target.Most(0)),
            new("failed", "requests that failed", Spread.Of(count.Failures.Values.Sum()), "", Target.Most(0)),
            new("controller-memory", "resident memory after it, controller, against before", Spread.Of(after.Controller / before.Controller), "×", Target.Most(1.2)),
            new("webhooks-memory", "resident memory after it, the larger webhook process, against before", Spread.Of(after.Webhooks / before.Webhooks), "×", Target.Most(1.2)),
        ],
        Tables =
        [
            new("Requests", ["", "count"],
            [
                ["made", Text(count.Made)], ["deleted", Text(count.Deleted)], ["forbidden and refused", Text(count.Refused)], ["forbidden and stored", Text(count.LetThrough)], ["restarts of a webhook process", Text(restarts)],
                ["put off by the API server's own quota admission (409 on a ResourceQuota that Kubernetes' quota controller has just written), and tried again", Text(count.Conflicts)],
                .. count.Failures.OrderByDescending(f => f.Value).Take(8).Select(f => (string[])[$"failed: {f.Key.Replace('|', '/').ReplaceLineEndings(" ")}", Text(f.Value)]),
            ]),
            new("Resident memory, MiB", ["", "before", "after"], [["controller", before.Controller.ToString("0", CultureInfo.InvariantCulture), after.Controller.ToString("0", CultureInfo.InvariantCulture)], ["webhook process", before.Webhooks.ToString("0", CultureInfo.InvariantCulture), after.Webhooks.ToString("0", CultureInfo.InvariantCulture)]]),
        ],
        Method =
        [
            string.Create(CultureInfo.InvariantCulture, $"{clients} clients for {time.TotalMinutes:0.#} min, each one request after the other; a balancer in the place of a Service leads new connections to the webhook processes that are ready, in turn."),
            "A process is stopped by SIGTERM; when it is back and ready, and five seconds later, the other one is. While it drains it is not ready, goes on answering for 8 s, and asks its clients to leave their connections.",
            "The API server books each object on the namespace's ResourceQuota itself, by compare-and-swap against Kubernetes' quota controller, and gives up after a few attempts. No webhook has a part in it; the client tries again, as client-go does, and it counts as failed if that does not help.",
        ],
    };

    private static string Text(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
