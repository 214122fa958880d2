using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Frame;
using Benchmarks.Worlds;
using OperatorRuntime;

namespace Benchmarks.Clusters;

/// <summary>What the operator has made of Tenants, as intents: the same objects for a client that knows nothing else.</summary>
internal sealed class ManagedCopies
{
    private const string OfTenants = "tenantoperator.io/tenant";

    /// <summary>In the order of writing.</summary>
    private static readonly ResourceType[] Kinds =
    [
        new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false),
        new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", false),
        new("", "v1", "namespaces", "Namespace", false),
        new("", "v1", "resourcequotas", "ResourceQuota", true),
        new("", "v1", "limitranges", "LimitRange", true),
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true),
        new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true),
    ];

    private readonly Dictionary<string, List<(ResourceType Type, NamespacedName Key, byte[] Body)>> byTenant = new(StringComparer.Ordinal);

    /// <summary>How many objects there are.</summary>
    public int Count => byTenant.Values.Sum(o => o.Count);

    /// <summary>Reads all managed objects of a cluster.</summary>
    public static async Task<ManagedCopies> ReadAsync(KubeTransport admin, CancellationToken cancel)
    {
        var copies = new ManagedCopies();
        foreach (var type in Kinds)
        {
            var options = new ListOptions { LabelSelector = $"app.kubernetes.io/managed-by=tenant-operator,{OfTenants}", Limit = 500 };
            do
            {
                using var page = await admin.ListPageAsync(type, options, cancel);
                foreach (var stored in page.Items)
                    copies.Add(type, stored);
                options = options with { Continue = page.Continue };
            }
            while (!string.IsNullOrEmpty(options.Continue));
        }
        return copies;
    }

    /// <summary>Writes so many Tenants into another cluster, with no controller, and after each what the operator made of it.</summary>
    public async Task<BareFilling> WriteWithTenantsAsync(ScaleCluster cluster, Population population, int tenants, Progress progress, CancellationToken cancel)
    {
        await cluster.Controller.StopAsync();
        using var client = cluster.AsController();
        var crowd = new Crowd(cluster.Admin);
        var written = 0;
        var before = await cluster.WritesOfAllAsync(cancel);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tenants), new ParallelOptions { MaxDegreeOfParallelism = Crowd.Concurrency, CancellationToken = cancel },
            async (number, token) =>
            {
                await crowd.MakeAsync(number, 1, population.NamespacesEach, token);
                await WriteAsync(Population.Tenant(number), client, token);
                progress.Tell($"the bare client: {Interlocked.Increment(ref written)} of {tenants} tenants");
            });
        return new(watch.Elapsed, (await cluster.WritesOfAllAsync(cancel)).Since(before));
    }

    // Those of a tenant, one after the other: by server-side apply, as the operator does.
    private async Task WriteAsync(string tenant, KubeTransport client, CancellationToken cancel)
    {
        foreach (var (type, key, body) in byTenant[tenant])
            (await client.ApplyAsync(type, key, JsonNode.Parse(body)!.AsObject(), "tenant-operator", force: true, null, cancel)).Dispose();
    }

    private void Add(ResourceType type, JsonElement stored)
    {
        var metadata = stored.GetProperty("metadata");
        var key = new NamespacedName(type.Namespaced ? metadata.GetProperty("namespace").GetString()! : "", metadata.GetProperty("name").GetString()!);
        var kept = new JsonObject { ["name"] = key.Name };
        if (type.Namespaced)
            kept["namespace"] = key.Namespace;
        foreach (var name in (string[])["labels", "annotations"])
        {
            if (metadata.TryGetProperty(name, out var map))
                kept[name] = JsonNode.Parse(map.GetRawText());
        }
        var body = new JsonObject { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = kept };
        foreach (var field in stored.EnumerateObject().Where(f => f.Name is not ("apiVersion" or "kind" or "metadata" or "status") && type.Kind != "Namespace"))
            body[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        var tenant = metadata.GetProperty("labels").GetProperty(OfTenants).GetString()!;
        if (!byTenant.TryGetValue(tenant, out var objects))
            byTenant[tenant] = objects = [];
        objects.Add((type, key, JsonSerializer.SerializeToUtf8Bytes(body)));
    }
}
