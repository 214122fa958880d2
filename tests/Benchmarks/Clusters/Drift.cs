using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;

namespace Benchmarks.Clusters;

/// <summary>Managed objects that a platform admin changes by mistake, all at once.</summary>
internal sealed class Drift(KubeTransport admin)
{
    private const string Intruders = "intruders";

    // What each kind is changed to; a namespace's own reconciliation mends it.
    private static readonly (ResourceType Type, JsonObject Patch)[] Kinds =
    [
        (new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true), new() { ["spec"] = new JsonObject { ["podSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["drifted"] = "yes" } } } }),
        (new("", "v1", "resourcequotas", "ResourceQuota", true), new() { ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["count/drifted.example.com"] = "1" } } }),
        (new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true), new() { ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "Group", ["apiGroup"] = "rbac.authorization.k8s.io", ["name"] = Intruders }) }),
    ];

    /// <summary>The objects that can drift.</summary>
    public async Task<IReadOnlyList<(ResourceType Type, NamespacedName Key)>> FindAsync(CancellationToken cancel)
    {
        var found = new List<(ResourceType, NamespacedName)>();
        foreach (var (type, _) in Kinds)
            await EachAsync(type, o => found.Add((type, KeyOf(o))), cancel);
        return found;
    }

    /// <summary>Changes them, so many at a time.</summary>
    public Task MakeAsync(IEnumerable<(ResourceType Type, NamespacedName Key)> objects, CancellationToken cancel) => Parallel.ForEachAsync(
        objects, new ParallelOptions { MaxDegreeOfParallelism = Crowd.Concurrency * 2, CancellationToken = cancel },
        async (o, token) => (await admin.MergePatchAsync(o.Type, o.Key, (JsonObject)Kinds.First(k => k.Type == o.Type).Patch.DeepClone(), null, token)).Dispose());

    /// <summary>How many are not as they were.</summary>
    public async Task<int> CountAsync(CancellationToken cancel)
    {
        var count = 0;
        foreach (var (type, _) in Kinds)
            await EachAsync(type, o => count += IsDrifted(o) ? 1 : 0, cancel);
        return count;
    }

    private async Task EachAsync(ResourceType type, Action<JsonElement> take, CancellationToken cancel)
    {
        var options = new ListOptions { LabelSelector = "app.kubernetes.io/managed-by=tenant-operator,tenantoperator.io/tenant", Limit = 500 };
        do
        {
            using var page = await admin.ListPageAsync(type, options, cancel);
            foreach (var stored in page.Items)
                take(stored);
            options = options with { Continue = page.Continue };
        }
        while (!string.IsNullOrEmpty(options.Continue));
    }

    private static bool IsDrifted(JsonElement stored) => Text(stored, "spec").Contains("drifted", StringComparison.Ordinal) || Text(stored, "subjects").Contains(Intruders, StringComparison.Ordinal);

    private static string Text(JsonElement stored, string field) => stored.TryGetProperty(field, out var value) ? value.GetRawText() : "";

    private static NamespacedName KeyOf(JsonElement stored)
    {
        var metadata = stored.GetProperty("metadata");
        return new(metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!);
    }
}
