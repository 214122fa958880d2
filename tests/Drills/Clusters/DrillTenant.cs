using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;

namespace Drills.Clusters;

/// <summary>A tenant with two namespaces, a quota, members and a host.</summary>
/// <param name="Name">Its name.</param>
internal sealed record DrillTenant(string Name)
{
    /// <summary>The name of its quota, as the operator calls it.</summary>
    public const string QuotaName = "tenant-quota-q";

    public IReadOnlyList<string> Namespaces => [$"{Name}-dev", $"{Name}-test"];

    /// <summary>As it is written.</summary>
    public JsonObject Manifest => JsonNode.Parse(
        $$"""
        {"apiVersion": "tenantoperator.io/v1alpha1", "kind": "Tenant", "metadata": {"name": "{{Name}}"}, "spec": {
          "deletionProtection": false,
          "owners": [{"kind": "User", "name": "alice"}],
          "members": [{"role": "edit", "subjects": [{"kind": "Group", "name": "{{Name}}-devs"}]}],
          "namespaces": {"provision": [{"name": "dev"}, {"name": "test"}]},
          "quotas": [{"name": "q", "hard": {"pods": "50"} }],
          "ingress": {"hosts": ["{{Name}}.example.com"]}
        } }
        """)!.AsObject();

    /// <summary>Makes it.</summary>
    public async Task MakeAsync(KubeTransport api, CancellationToken cancel) => (await api.CreateAsync(Kinds.Tenant, Manifest, "drills", cancel)).Dispose();

    /// <summary>Changes its spec by a merge patch.</summary>
    public async Task ChangeAsync(KubeTransport api, JsonObject spec, CancellationToken cancel) =>
        (await api.MergePatchAsync(Kinds.Tenant, NamespacedName.Cluster(Name), new() { ["spec"] = spec }, null, cancel)).Dispose();

    /// <summary>Whether it is ready in the generation that is stored.</summary>
    public async Task<bool> IsReadyAsync(KubeTransport api, CancellationToken cancel)
    {
        using var stored = await api.GetAsync(Kinds.Tenant, NamespacedName.Cluster(Name), cancel);
        return stored is not null && IsReady(stored.RootElement);
    }

    /// <summary>Edits the quota of its first namespace by hand.</summary>
    public async Task DriftAsync(KubeTransport api, CancellationToken cancel)
    {
        var drift = new JsonObject { ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = "999" } } };
        (await api.MergePatchAsync(Kinds.Quota, new(Namespaces[0], QuotaName), drift, null, cancel)).Dispose();
    }

    /// <summary>How many pods the quota of its first namespace allows; null when there is none.</summary>
    public async Task<int?> PodsAllowedAsync(KubeTransport api, CancellationToken cancel)
    {
        using var quota = await api.GetAsync(Kinds.Quota, new(Namespaces[0], QuotaName), cancel);
        return quota is null ? null : int.Parse(quota.RootElement.GetProperty("spec").GetProperty("hard").GetProperty("pods").GetString()!, CultureInfo.InvariantCulture);
    }

    private static bool IsReady(JsonElement tenant) =>
        tenant.TryGetProperty("status", out var status) && status.TryGetProperty("observedGeneration", out var observed)
        && observed.GetInt64() == tenant.GetProperty("metadata").GetProperty("generation").GetInt64()
        && status.TryGetProperty("conditions", out var conditions)
        && conditions.EnumerateArray().Any(c => c.GetProperty("type").ValueEquals("Ready") && c.GetProperty("status").ValueEquals("True"));
}
