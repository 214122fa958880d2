using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Conformance.Deciders;
using Conformance.Format;
using ControlPlanes.Installation;

namespace Conformance.ApiServer;

/// <summary>Puts all cases to the API server: tenant by tenant side by side, and one after the other what needs another state of the whole cluster.</summary>
internal sealed class Run(Api api, UnreviewedTenants unreviewed, TenantSetup setup, ConcurrentDictionary<string, Task<Answer>> answers)
{
    // More only makes a small machine's requests time out.
    // Admission refuses it beside the neighbour, who is older.
    private static bool HasHostsOfTheNeighbour(JsonObject spec) =>
        spec["ingress"]?["hosts"] is JsonArray hosts && hosts.Any(h => ((string?)h)?.Contains("globex", StringComparison.Ordinal) is true);

    private const int Parallel = 6;

    public async Task StartAsync(IReadOnlyList<Placement> placed, CancellationToken cancel)
    {
        var failed = new ConcurrentDictionary<string, Exception>(StringComparer.Ordinal);
        var tenants = placed.GroupBy(p => p.Tenant).ToLookup(group => HasHostsOfTheNeighbour(group.First().Case.TenantSpec));
        await unreviewed.WhileAsync(() => MakeAsync(tenants[true], failed, cancel), cancel);
        await MakeAsync(tenants[false], failed, cancel);
        var priority = new PriorityDefault(api);
        var storage = new StorageDefault(api);
        foreach (var group in placed.GroupBy(p => (p.Case.DefaultIngressClass, p.Case.DefaultPriorityClass, p.Case.DefaultStorageClass)))
        {
            await SetDefaultIngressClassAsync(group.Key.DefaultIngressClass, cancel);
            await priority.SetAsync(group.Key.DefaultPriorityClass, cancel);
            await storage.SetAsync(group.Key.DefaultStorageClass, cancel);
            await System.Threading.Tasks.Parallel.ForEachAsync(group, Options(cancel), async (p, token) =>
            {
                var answer = failed.TryGetValue(p.Tenant, out var e)
                    ? Task.FromException<Answer>(new InvalidOperationException(e.Message))
                    : new ApiServerDecider(api).DecideAsync(p.Case, token);
                answers[p.Case.ToString()] = answer;
                await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            });
        }
    }

    private Task MakeAsync(IEnumerable<IGrouping<string, Placement>> tenants, ConcurrentDictionary<string, Exception> failed, CancellationToken cancel) =>
        System.Threading.Tasks.Parallel.ForEachAsync(tenants, Options(cancel), async (group, token) =>
        {
            try
            {
                await setup.MakeAsync(group.Key, group.First().Case.TenantSpec, [.. group], token);
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException)
            {
                // Told by each of the tenant's cases.
                failed[group.Key] = e;
            }
        });

    private static ParallelOptions Options(CancellationToken cancel) => new() { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel };

    /// <summary>The API server itself fills in the default class, from a cache: the change is in force when it does.</summary>
    private async Task SetDefaultIngressClassAsync(string? name, CancellationToken cancel)
    {
        const string Classes = "apis/networking.k8s.io/v1/ingressclasses";
        await api.MustAsync(HttpMethod.Delete, Classes, body: null, cancel);
        if (name is not null)
        {
            var ingressClass = JsonNode.Parse("""
                {"apiVersion": "networking.k8s.io/v1", "kind": "IngressClass", "spec": {"controller": "example.com/any"},
                 "metadata": {"annotations": {"ingressclass.kubernetes.io/is-default-class": "true"}}}
                """)!.AsObject();
            ingressClass["metadata"]!["name"] = name;
            await api.MustAsync(HttpMethod.Post, Classes, ingressClass, cancel);
        }
        var probe = Delta.Apply(Corpus.World.Base("ingress"), JsonNode.Parse("""{"metadata": {"namespace": "default"}, "spec": {"ingressClassName": null}}""")!.AsObject());
        var waited = Stopwatch.StartNew();
        while ((string?)(await api.MustAsync(HttpMethod.Post, "apis/networking.k8s.io/v1/namespaces/default/ingresses?dryRun=All", probe, cancel))["spec"]!["ingressClassName"] != name)
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(1))
                throw new TimeoutException($"the default ingress class {name} was not in force within a minute");
            await Task.Delay(100, cancel);
        }
    }
}
