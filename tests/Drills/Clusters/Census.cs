using OperatorRuntime;

namespace Drills.Clusters;

/// <summary>Every object that is a tenant's, by its uid: what is deleted and made again is another object.</summary>
internal sealed class Census
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly ResourceType[] Types =
    [
        Kinds.Namespace,
        Kinds.Quota,
        new("", "v1", "limitranges", "LimitRange", true),
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true),
        new(Rbac, "v1", "rolebindings", "RoleBinding", true),
        new(Rbac, "v1", "clusterroles", "ClusterRole", false),
        new(Rbac, "v1", "clusterrolebindings", "ClusterRoleBinding", false),
    ];

    private readonly Dictionary<string, string> uids = new(StringComparer.Ordinal);

    public int Count => uids.Count;

    public static async Task<Census> TakeAsync(KubeTransport api, CancellationToken cancel)
    {
        var census = new Census();
        foreach (var type in Types)
            await census.AddAsync(api, type, new() { LabelSelector = "tenantoperator.io/tenant" }, cancel);
        await census.AddAsync(api, Kinds.Tenant, new(), cancel);
        return census;
    }

    /// <summary>What this one has and a later one has not.</summary>
    public IReadOnlyList<string> LostIn(Census later) => [.. uids.Where(u => later.uids.GetValueOrDefault(u.Key) != u.Value).Select(u => u.Key)];

    private async Task AddAsync(KubeTransport api, ResourceType type, ListOptions options, CancellationToken cancel)
    {
        using var page = await api.ListPageAsync(type, options, cancel);
        foreach (var item in page.Items)
        {
            var metadata = item.GetProperty("metadata");
            var ns = metadata.TryGetProperty("namespace", out var given) ? given.GetString() : "";
            uids[$"{type.Kind} {ns}/{metadata.GetProperty("name").GetString()}"] = metadata.GetProperty("uid").GetString()!;
        }
    }
}
