using System.Text.Json.Nodes;
using FakeApiServer;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Policies;
using TenantOperator.Audit;
using TenantOperator.Controllers;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Classes;
using TenantOperator.Controllers.Ledgers;
using TenantOperator.Controllers.Namespaces;
using TenantOperator.Controllers.Tenants;
using TenantOperator.Controllers.Volumes;

namespace TenantOperator.Tests;

/// <summary>The controllers on a fake API server. A test says when a reconciliation runs, and so knows what each one did.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];
    private readonly KubeTransport _transport;
    private readonly EventRecorder _events;

    private FakeCluster(ApiServer server)
    {
        Server = server;
        var services = new RuntimeServices();
        _transport = new(new KubernetesClientConfiguration { Host = server.Url }, services);
        Caches = new(_transport, services, Platform);
        Outcomes = new();
        Hosts = new(Caches.Effective);
        Caches.Tenants.Subscribe(change => Hosts.Take(change));
        var objects = new ManagedObjects(_transport, Caches, new(), NullLogger<ManagedObjects>.Instance);
        var events = _events = new EventRecorder(_transport, "tenant-operator", services);
        var judge = new TenantJudge(tenant => Invalid(tenant));
        var finalizers = new Finalizers(_transport);
        var status = new TenantStatusReport(
            Caches, new(Caches, Outcomes), Audits, new(_transport, TenantStatusReport.FieldManager), objects, events, new(TimeProvider.System), TimeProvider.System);
        var finalizer = new TenantFinalizer(_transport, Caches, objects, status, NullLogger<TenantFinalizer>.Instance);
        Ledgers = new(_transport, services);
        Tenants = new(Caches, objects, judge, finalizers, finalizer, status, Hosts, events, _transport, new(Ledgers, Caches, _transport, Time), NullLogger<TenantController>.Instance);
        Namespaces = new(Caches, objects, Outcomes, judge, Platform, _transport, events, NullLogger<TenantNamespaceController>.Instance);
        Classes = new(
            Caches, new(Caches, Time), Rollout = new(Caches, new(8, Time)), new(new(_transport, TenantStatusReport.FieldManager), events, Time),
            new(_transport, Caches, Standard, events, NullLogger<MakeStandardClass>.Instance));
        VolumeCache = new(_transport, services);
        LedgerController = new(Ledgers, Caches, _transport, Time, NullLogger<LedgerController>.Instance);
        Volumes = new(VolumeCache, Caches, _transport, events, services, NullLogger<VolumeController>.Instance);
    }

    public ApiServer Server { get; }

    public Storage Storage => Server.Storage;

    public ClusterCaches Caches { get; }

    public NamespaceOutcomes Outcomes { get; }

    public AuditResults Audits { get; } = new();

    public EventRecorder Recorder => _events;

    public HostConflicts Hosts { get; }

    public TenantController Tenants { get; }

    public TenantNamespaceController Namespaces { get; }

    public TenantClassController Classes { get; }

    public ClassRollout Rollout { get; }

    /// <summary>The class that is made when it is absent: not unless a test says so.</summary>
    public StandardClass Standard { get; } = new();

    /// <summary>The clock of what is paced.</summary>
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch);

    /// <summary>The platform lists one ClusterRole for members.</summary>
    public PlatformSettings Platform { get; } = new() { MemberClusterRoles = ["log-reader"] };

    public VolumeCache VolumeCache { get; }

    public VolumeController Volumes { get; }

    public LedgerCache Ledgers { get; }

    public LedgerController LedgerController { get; }

    /// <summary>What validation says of a Tenant.</summary>
    public Func<Tenant, IReadOnlyList<string>> Invalid { get; set; } = _ => [];

    /// <summary>The requests that write, without events.</summary>
    public IEnumerable<LoggedRequest> Writes => Server.Requests.Writes.Where(w => !w.Path.Contains("/events", StringComparison.Ordinal));

    public static async Task<FakeCluster> StartAsync()
    {
        var cluster = new FakeCluster(await ApiServer.StartAsync());
        cluster.Storage.Put("apis/apiextensions.k8s.io/v1/customresourcedefinitions/tenants.tenantoperator.io", Definition());
        cluster._loops.AddRange(cluster.Caches.Loops().Select(loop => Task.Run(() => loop.Run(cluster._stop.Token))));
        cluster._loops.Add(Task.Run(() => cluster.VolumeCache.Volumes.RunAsync(cluster._stop.Token)));
        cluster._loops.Add(Task.Run(() => cluster.Ledgers.Ledgers.RunAsync(cluster._stop.Token)));
        await cluster.Caches.WaitForSyncAsync(cluster._stop.Token);
        await cluster.VolumeCache.Volumes.WaitForSyncAsync(cluster._stop.Token);
        await cluster.Ledgers.Ledgers.WaitForSyncAsync(cluster._stop.Token);
        return cluster;
    }

    /// <summary>Stores a Tenant as a user would.</summary>
    public Task PutTenantAsync(string name, string spec) => ThenCachedAsync(() =>
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "tenantoperator.io/v1alpha1",
            ["kind"] = "Tenant",
            ["metadata"] = Storage.Get(TenantPath(name))?["metadata"]?.DeepClone() ?? new JsonObject { ["name"] = name },
            ["spec"] = JsonNode.Parse(spec),
        };
        Storage.Put(TenantPath(name), body);
    });

    /// <summary>Stores a TenantClass as a user would.</summary>
    public Task PutClassAsync(string name, string spec, bool isDefault = false) => ThenCachedAsync(() =>
    {
        var metadata = Storage.Get(ClassPath(name))?["metadata"]?.DeepClone().AsObject() ?? new JsonObject { ["name"] = name };
        metadata["annotations"] = new JsonObject { [TenantClass.DefaultAnnotation] = isDefault ? "true" : "false" };
        Storage.Put(ClassPath(name), new()
        {
            ["apiVersion"] = "tenantoperator.io/v1alpha1",
            ["kind"] = "TenantClass",
            ["metadata"] = metadata,
            ["spec"] = JsonNode.Parse(spec),
        });
    });

    /// <summary>One reconciliation of a class.</summary>
    public Task<ReconciliationResult> ReconcileClassAsync(string name) => ReconcileAsync(Classes, name);

    /// <summary>Changes an object as another client would.</summary>
    public Task EditAsync(string path, Action<JsonObject> edit) => ThenCachedAsync(() => Storage.Edit(path, edit));

    /// <summary>Asks for the deletion of an object, as a user would.</summary>
    public Task DeleteAsync(ResourceType type, string name) => ThenCachedAsync(() =>
        _transport.DeleteAsync(type, NamespacedName.Cluster(name), null, _stop.Token).GetAwaiter().GetResult());

    /// <summary>Deletes an object that stands in a namespace.</summary>
    public Task DeleteAsync(ResourceType type, string ns, string name) => ThenCachedAsync(() =>
        _transport.DeleteAsync(type, new(ns, name), null, _stop.Token).GetAwaiter().GetResult());

    /// <summary>One reconciliation of a tenant.</summary>
    public Task<ReconciliationResult> ReconcileTenantAsync(string name) => ReconcileAsync(Tenants, name);

    /// <summary>One reconciliation of a namespace.</summary>
    public Task<ReconciliationResult> ReconcileNamespaceAsync(string name) => ReconcileAsync(Namespaces, name);

    /// <summary>One reconciliation of a volume.</summary>
    public Task<ReconciliationResult> ReconcileVolumeAsync(string name) => ReconcileAsync(Volumes, name);

    /// <summary>One reconciliation of a ledger.</summary>
    public Task<ReconciliationResult> ReconcileLedgerAsync(string tenant) => ReconcileAsync(LedgerController, tenant);

    /// <summary>Stores an object as somebody else would.</summary>
    public Task PutAsync(string path, string json) => ThenCachedAsync(() => Storage.Put(path, JsonNode.Parse(json)!.AsObject()));

    /// <summary>Applies an object as somebody else would.</summary>
    public Task ApplyAsync(ResourceType type, string manager, string json) => ThenCachedAsync(() =>
    {
        var body = JsonNode.Parse(json)!.AsObject();
        var key = NamespacedName.Cluster(body["metadata"]!["name"]!.ToString());
        _transport.ApplyAsync(type, key, body, manager, force: true, null, _stop.Token).GetAwaiter().GetResult().Dispose();
    });

    /// <summary>Sends events from now on.</summary>
    public void SendEvents() => _loops.Add(Task.Run(() => _events.RunAsync(_stop.Token)));

    /// <summary>Reconciles a tenant and its namespaces until nothing is left to do.</summary>
    public async Task SettleAsync(string tenant)
    {
        for (var round = 0; round < 3; round++)
        {
            await ReconcileTenantAsync(tenant);
            foreach (var ns in Caches.NamespacesOf(tenant))
                await ReconcileNamespaceAsync(ns.Key.Name);
        }

        await ReconcileTenantAsync(tenant);
    }

    /// <summary>The condition of a stored Tenant, as <c>status reason: message</c>.</summary>
    public string Condition(string tenant, string type) =>
        Storage.Get(TenantPath(tenant))?["status"]?["conditions"]?.AsArray().Where(c => c!["type"]!.ToString() == type)
            .Select(c => $"{c!["status"]} {c["reason"]}: {c["message"]}").SingleOrDefault() ?? "";

    /// <summary>Names in a collection, such as <c>api/v1/namespaces</c>.</summary>
    public IEnumerable<string> Names(string collection) => Storage.All(collection).Select(o => o["metadata"]!["name"]!.ToString()).Order(StringComparer.Ordinal);

    public static string ClassPath(string name) => $"apis/tenantoperator.io/v1alpha1/tenantclasses/{name}";

    public static string TenantPath(string name) => $"apis/tenantoperator.io/v1alpha1/tenants/{name}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _transport.Dispose();
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    private static JsonObject Definition() => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject { ["name"] = "tenants.tenantoperator.io" },
    };

    // An informer's store shows a change a moment before its version does, and until then the controllers wait for their own writes.
    private Task<ReconciliationResult> ReconcileAsync(IEntityController controller, string name) => CachedAsync(async () =>
    {
        ReconciliationResult result;
        while ((result = await controller.ReconcileAsync(NamespacedName.Cluster(name), _stop.Token)).Delay == TenantNamespaceController.CacheLag)
            await Task.Delay(TenantNamespaceController.CacheLag, _stop.Token);
        return result;
    });

    private async Task ThenCachedAsync(Action change)
    {
        change();
        await WaitForCachesAsync();
    }

    private async Task<T> CachedAsync<T>(Func<Task<T>> act)
    {
        await WaitForCachesAsync();
        var result = await act();
        await WaitForCachesAsync();
        return result;
    }

    // The caches show what the server holds: every object in its last version, and none that is gone.
    private Task WaitForCachesAsync() => ApiServer.EventuallyAsync(
        () => Same("apis/tenantoperator.io/v1alpha1/tenants", Caches.Tenants.Store.All.Select(e => e.ResourceVersion), _ => true)
            && Same("apis/tenantoperator.io/v1alpha1/tenantclasses", Caches.Classes.Store.All.Select(e => e.ResourceVersion), _ => true)
            && Same("api/v1/namespaces", Caches.Namespaces.Store.All.Select(e => e.ResourceVersion), Labelled)
            && Same("apis/tenantoperator.io/v1alpha1/namespaceledgers", Ledgers.Ledgers.Store.All.Select(e => e.ResourceVersion), _ => true)
            && Same("api/v1/persistentvolumes", VolumeCache.Volumes.Store.All.Select(e => e.ResourceVersion), _ => true)
            && ClusterCaches.InNamespace.Concat(ClusterCaches.OfTenant).All(type =>
                Same(type.CollectionPath(), Caches.Of(type).All.Select(e => e.ResourceVersion), o => Labelled(o) && o["metadata"]?["labels"]?[Labels.ManagedBy]?.ToString() == Labels.Operator)),
        "the caches show what the server holds");

    private bool Same(string collection, IEnumerable<string> cached, Func<JsonObject, bool> shown) =>
        cached.ToHashSet(StringComparer.Ordinal).SetEquals(Storage.All(collection).Where(shown).Select(o => o["metadata"]!["resourceVersion"]!.ToString()));

    private static bool Labelled(JsonObject stored) => stored["metadata"]?["labels"]?[Labels.Tenant] is not null;
}
