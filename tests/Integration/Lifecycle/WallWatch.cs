using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using OperatorRuntime;

namespace Integration.Lifecycle;

/// <summary>
/// Sees every state that namespaces with a prefix pass through, in the API server's order, and tells each in which somebody could act without walls:
/// a role binding of a tenant while the default deny or the quota of that tenant does not stand.
/// </summary>
internal sealed class WallWatch : IAsyncDisposable
{
    private static readonly ResourceType Namespaces = new("", "v1", "namespaces", "Namespace", false);

    private static readonly ResourceType[] Types =
    [
        Namespaces,
        new("", "v1", "resourcequotas", "ResourceQuota", true),
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true),
        new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true),
    ];

    private readonly ConcurrentQueue<Change> _changes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _watches = [];
    private readonly KubeTransport _transport;
    private readonly string _prefix;

    private WallWatch(KubeTransport transport, string prefix) => (_transport, _prefix) = (transport, prefix);

    public static async Task<WallWatch> StartAsync(string kubeconfig, string prefix)
    {
        var watch = new WallWatch(KubeTransport.Create(kubeconfig), prefix);
        foreach (var type in Types)
        {
            using var page = await watch._transport.ListPageAsync(type, new() { Limit = 1 }, watch._stop.Token);
            watch._watches.Add(watch.WatchAsync(type, page.ResourceVersion));
        }
        return watch;
    }

    /// <summary>What was seen, in the API server's order.</summary>
    public IReadOnlyList<Change> Changes => [.. _changes.OrderBy(c => c.Version)];

    /// <summary>Each moment in which a tenant's people could act without that tenant's walls, or a namespace that had a default deny had none.</summary>
    public IReadOnlyList<string> OpenMoments()
    {
        var open = new List<string>();
        var standing = new Dictionary<(string Namespace, string Kind, string Name), string>();
        var (walled, ending, free) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var change in Changes)
        {
            var ns = change.Namespace;
            if (change.Kind == "Namespace")
            {
                if (change.Terminating || change.Gone)
                    ending.Add(ns);
                if (change.Tenant.Length == 0)
                    free.Add(ns);
                continue;
            }
            if (ending.Contains(ns))
                continue;
            if (change.Gone)
                standing.Remove((ns, change.Kind, change.Name));
            else
                standing[(ns, change.Kind, change.Name)] = change.Tenant;
            var wall = standing.GetValueOrDefault((ns, "NetworkPolicy", "tenant-default-deny"));
            var quota = standing.GetValueOrDefault((ns, "ResourceQuota", "tenant-quota-q"));
            foreach (var (key, tenant) in standing.Where(s => s.Key.Namespace == ns && s.Key.Kind == "RoleBinding"))
                if (wall != tenant || quota != tenant)
                    open.Add($"{change}: {key.Name} of {tenant} stands, with the default deny of {wall ?? "nobody"} and the quota of {quota ?? "nobody"}");
            if (wall is not null)
                walled.Add(ns);
            else if (walled.Contains(ns) && !free.Contains(ns))
                open.Add($"{change}: no default deny any more");
        }
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_watches);
        _stop.Dispose();
        _transport.Dispose();
    }

    private async Task WatchAsync(ResourceType type, string version)
    {
        try
        {
            while (true)
            {
                await foreach (var change in _transport.WatchAsync(type, new() { ResourceVersion = version }, _stop.Token))
                {
                    if (change.Type is not (WatchEventType.Added or WatchEventType.Modified or WatchEventType.Deleted))
                        continue;
                    var seen = Read(type, change);
                    version = seen.Version.ToString(CultureInfo.InvariantCulture);
                    if (seen.Namespace.StartsWith(_prefix, StringComparison.Ordinal) && (type == Namespaces || seen.Name.StartsWith("tenant-", StringComparison.Ordinal)))
                        _changes.Enqueue(seen);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }

    private static Change Read(ResourceType type, WatchEvent change)
    {
        var metadata = change.Object.GetProperty("metadata");
        var name = metadata.GetProperty("name").GetString()!;
        var tenant = metadata.TryGetProperty("labels", out var labels) && labels.TryGetProperty("tenantoperator.io/tenant", out var label) ? label.GetString()! : "";
        return new(
            long.Parse(metadata.GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture),
            type.Namespaced ? metadata.GetProperty("namespace").GetString()! : name, type.Kind, name, tenant,
            change.Type == WatchEventType.Deleted, metadata.TryGetProperty("deletionTimestamp", out var ends) && ends.ValueKind == JsonValueKind.String);
    }

    /// <summary>One change of one object.</summary>
    internal sealed record Change(long Version, string Namespace, string Kind, string Name, string Tenant, bool Gone, bool Terminating);
}
