using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Worlds;
using OperatorRuntime;

namespace Benchmarks.Clusters;

/// <summary>Makes Tenants of the platform's everyday, and tells when they are ready.</summary>
internal sealed class Crowd(KubeTransport admin)
{
    // As many as the operator works on at a time.
    public const int Concurrency = 12;

    private static readonly ResourceType Tenants = new("tenantoperator.io", "v1alpha1", "tenants", "Tenant", false);

    /// <summary>A Tenant with an owner, a group of members and a host, of the default class.</summary>
    public static JsonObject Tenant(int number, int namespaces)
    {
        var name = Population.Tenant(number);
        return new()
        {
            ["apiVersion"] = "tenantoperator.io/v1alpha1",
            ["kind"] = "Tenant",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["owners"] = new JsonArray(new JsonObject { ["kind"] = "User", ["name"] = $"{name}-owner" }),
                ["members"] = new JsonArray(new JsonObject { ["role"] = "edit", ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "Group", ["name"] = $"{name}-developers" }) }),
                ["namespaces"] = new JsonObject
                {
                    ["limit"] = Math.Max(namespaces, 10),
                    ["provision"] = new JsonArray([.. Enumerable.Range(0, namespaces).Select(i => (JsonNode)new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"ns{i}") })]),
                },
                ["ingress"] = new JsonObject { ["hosts"] = new JsonArray($"{name}.example.com") },
            },
        };
    }

    /// <summary>Makes Tenants, so many at a time.</summary>
    public Task MakeAsync(int first, int count, int namespacesEach, CancellationToken cancel) => Parallel.ForEachAsync(
        Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancel },
        async (number, token) => (await admin.CreateAsync(Tenants, Tenant(number, namespacesEach), "benchmark", token)).Dispose());

    /// <summary>Changes a Tenant's spec by a merge patch.</summary>
    public async Task ChangeAsync(int number, JsonObject spec, CancellationToken cancel) =>
        (await admin.MergePatchAsync(Tenants, NamespacedName.Cluster(Population.Tenant(number)), new() { ["spec"] = spec }, null, cancel)).Dispose();

    /// <summary>Waits until so many Tenants are ready, each in the generation that is stored.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tell">Told how many are.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When each became ready, since the call.</returns>
    public async Task<IReadOnlyDictionary<string, TimeSpan>> WaitReadyAsync(int count, Action<int> tell, TimeSpan limit, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var ready = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        void Take(JsonElement tenant)
        {
            var name = tenant.GetProperty("metadata").GetProperty("name").GetString()!;
            if (IsReady(tenant))
                ready.TryAdd(name, watch.Elapsed);
            else
                ready.Remove(name);
            tell(ready.Count);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(limit);
        try
        {
            string version;
            using (var list = await admin.ListPageAsync(Tenants, new(), patience.Token))
            {
                version = list.ResourceVersion;
                foreach (var tenant in list.Items)
                    Take(tenant);
            }
            while (ready.Count < count)
            {
                await foreach (var change in admin.WatchAsync(Tenants, new() { ResourceVersion = version }, patience.Token))
                {
                    version = change.Object.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
                    if (change.Type is WatchEventType.Added or WatchEventType.Modified)
                        Take(change.Object);
                    if (ready.Count >= count)
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // As far as it came: the caller sees how many there are.
        }
        return ready;
    }

    /// <summary>Waits until one Tenant is ready in the generation that is stored.</summary>
    /// <returns>Whether it became so in time.</returns>
    public async Task<bool> WaitReadyAsync(int number, TimeSpan limit, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit)
        {
            using var tenant = await admin.GetAsync(Tenants, NamespacedName.Cluster(Population.Tenant(number)), cancel);
            if (tenant is not null && IsReady(tenant.RootElement))
                return true;
            await Task.Delay(20, cancel);
        }
        return false;
    }

    private static bool IsReady(JsonElement tenant) =>
        tenant.TryGetProperty("status", out var status) && status.TryGetProperty("observedGeneration", out var observed)
        && observed.GetInt64() == tenant.GetProperty("metadata").GetProperty("generation").GetInt64()
        && status.TryGetProperty("conditions", out var conditions)
        && conditions.EnumerateArray().Any(c => c.GetProperty("type").ValueEquals("Ready") && c.GetProperty("status").ValueEquals("True"));
}
