using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;

namespace Integration.Lifecycle.Watching;

/// <summary>Sees every state that tenants and namespaces with a prefix pass through, in the API server's order.</summary>
internal sealed class WallWatch : IAsyncDisposable
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly ResourceType Namespaces = new("", "v1", "namespaces", "Namespace", false);

    private static readonly ResourceType[] Types =
    [
        Namespaces,
        new("", "v1", "resourcequotas", "ResourceQuota", true),
        new("", "v1", "limitranges", "LimitRange", true),
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true),
        new(Rbac, "v1", "rolebindings", "RoleBinding", true),
        new(Rbac, "v1", "clusterroles", "ClusterRole", false),
        new(Rbac, "v1", "clusterrolebindings", "ClusterRoleBinding", false),
        new(Tenancy.Api.Tenant.Group, Tenancy.Api.Tenant.Version, Tenancy.Api.Tenant.Plural, "Tenant", false),
        new(Tenancy.Api.TenantClass.Group, Tenancy.Api.TenantClass.Version, Tenancy.Api.TenantClass.Plural, "TenantClass", false),
    ];

    private static readonly (string Kind, string Name)[] Least = [("NetworkPolicy", "tenant-default-deny"), ("ResourceQuota", "tenant-quota-q")];

    private readonly Lock _lock = new();
    private readonly List<Change> _changes = [];
    private readonly Dictionary<(string Namespace, string Kind, string Name), (Change Change, JsonElement Object)> _latest = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _watches = [];
    private readonly KubeTransport _transport;
    private readonly string _prefix;
    private readonly Func<string, IReadOnlyCollection<(string Kind, string Name)>> _walls;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WallWatch(KubeTransport transport, string prefix, Func<string, IReadOnlyCollection<(string Kind, string Name)>> walls) =>
        (_transport, _prefix, _walls) = (transport, prefix, walls);

    /// <summary>Begins to watch.</summary>
    /// <param name="kubeconfig">Of a platform admin.</param>
    /// <param name="prefix">What the names of the tenants, and of their namespaces, begin with.</param>
    /// <param name="walls">Kind and name of the walls that a tenant has in each of its namespaces; the default deny and the quota q when not given.</param>
    public static async Task<WallWatch> StartAsync(string kubeconfig, string prefix, Func<string, IReadOnlyCollection<(string Kind, string Name)>>? walls = null)
    {
        var watch = new WallWatch(KubeTransport.Create(kubeconfig), prefix, walls ?? (_ => Least));
        foreach (var type in Types)
        {
            using var page = await watch._transport.ListPageAsync(type, new() { Limit = 1 }, watch._stop.Token);
            watch._watches.Add(watch.WatchAsync(type, page.ResourceVersion));
        }
        return watch;
    }

    /// <summary>What was seen, in the API server's order.</summary>
    public IReadOnlyList<Change> Changes => After(0);

    /// <summary>Completes with the next change. Taken before what is waited for is looked at, it misses none.</summary>
    public Task News
    {
        get
        {
            lock (_lock)
                return _news.Task;
        }
    }

    /// <summary>Each moment in which a tenant's people could act without that tenant's walls, or a namespace that had a default deny had none.</summary>
    public IReadOnlyList<string> OpenMoments() => Watching.OpenMoments.Of(Changes, _walls);

    /// <summary>The current version of the cluster's state: whatever was written before is not above it.</summary>
    public async Task<long> VersionAsync()
    {
        using var page = await _transport.ListPageAsync(Namespaces, new() { Limit = 1 }, _stop.Token);
        return long.Parse(page.ResourceVersion, CultureInfo.InvariantCulture);
    }

    /// <summary>What was seen after a version, in the API server's order.</summary>
    public IReadOnlyList<Change> After(long version)
    {
        lock (_lock)
            return [.. _changes.Where(c => c.Version > version).OrderBy(c => c.Version)];
    }

    /// <summary>Whether it has seen this object in this version, or a later one.</summary>
    public bool HasSeen((string Namespace, string Kind, string Name) key, long version)
    {
        lock (_lock)
            return _latest.TryGetValue(key, out var latest) && latest.Change.Version >= version;
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
                    version = change.Object.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
                    if (change.Type is WatchEventType.Added or WatchEventType.Modified or WatchEventType.Deleted && IsOurs(type, change.Object))
                        Add(Read(type, change), change.Object.Clone());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }

    private bool IsOurs(ResourceType type, JsonElement found)
    {
        var metadata = found.GetProperty("metadata");
        var name = metadata.GetProperty("name").GetString()!;
        return type.Namespaced
            ? metadata.GetProperty("namespace").GetString()!.StartsWith(_prefix, StringComparison.Ordinal) && name.StartsWith("tenant-", StringComparison.Ordinal)
            : name.StartsWith(_prefix, StringComparison.Ordinal) || name.StartsWith($"tenant-operator:tenant:{_prefix}", StringComparison.Ordinal);
    }

    private void Add(Change change, JsonElement found)
    {
        lock (_lock)
        {
            var known = _latest.TryGetValue(change.Key, out var before) && !before.Change.Gone;
            _latest[change.Key] = (change, found);
            _changes.Add(change with
            {
                IsStep = change.Gone || !known || before.Change.Tenant != change.Tenant || before.Change.Terminating != change.Terminating,
                IsCount = change.Kind == "ResourceQuota" && !change.Gone && known && WithoutCount(before.Object) == WithoutCount(found),
                SeenAt = Stopwatch.GetTimestamp(),
            });
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static string WithoutCount(JsonElement quota)
    {
        var written = JsonObject.Create(quota)!;
        written.Remove("status");
        var metadata = written["metadata"]!.AsObject();
        metadata.Remove("resourceVersion");
        metadata.Remove("managedFields");
        return written.ToJsonString();
    }

    private static Change Read(ResourceType type, WatchEvent change)
    {
        var metadata = change.Object.GetProperty("metadata");
        var name = metadata.GetProperty("name").GetString()!;
        var tenant = metadata.TryGetProperty("labels", out var labels) && labels.TryGetProperty("tenantoperator.io/tenant", out var label) ? label.GetString()! : "";
        return new(
            long.Parse(metadata.GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture),
            type.Namespaced ? metadata.GetProperty("namespace").GetString()! : type == Namespaces ? name : "", type.Kind, name, type.Kind == "Tenant" ? name : tenant,
            change.Type == WatchEventType.Deleted, metadata.TryGetProperty("deletionTimestamp", out var ends) && ends.ValueKind == JsonValueKind.String);
    }
}
