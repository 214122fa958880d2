using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using FakeApiServer;
using k8s;

namespace OperatorRuntime.Tests;

/// <summary>A fake API server, a transport to it, and the kinds that the tests use.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public static readonly ResourceType Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);
    public static readonly ResourceType ConfigMaps = new("", "v1", "configmaps", "ConfigMap", Namespaced: true);
    public static readonly ResourceType Widgets = new("example.org", "v1", "widgets", "Widget", Namespaced: true);
    public static readonly ResourceType Leases = new("coordination.k8s.io", "v1", "leases", "Lease", Namespaced: true);

    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];

    private Cluster(ApiServer server, RuntimeServices services)
    {
        Server = server;
        Services = services;
        Transport = NewTransport(services);
    }

    public ApiServer Server { get; }

    public Storage Storage => Server.Storage;

    public FaultScript Faults => Server.Faults;

    public RequestLog Requests => Server.Requests;

    public RuntimeServices Services { get; }

    public KubeTransport Transport { get; }

    public CancellationToken Stopping => stopping.Token;

    public static async Task<Cluster> StartAsync(RuntimeServices? services = null) =>
        new(await ApiServer.StartAsync(), services ?? new RuntimeServices { Time = new HastyTime() });

    public KubeTransport NewTransport(RuntimeServices services) => new(new KubernetesClientConfiguration { Host = Server.Url }, services);

    /// <summary>An informer that keeps <c>data.value</c>, running.</summary>
    public Informer<string> Watch(ResourceType type, InformerOptions? options = null, Action<Informer<string>>? before = null)
    {
        // The timeout is what tells a silent watch from a dead one: a short one, so that tests need not wait for it.
        var informer = new Informer<string>(Transport, type, ValueOf, options ?? new() { WatchTimeout = TimeSpan.FromSeconds(20) }, Services);
        before?.Invoke(informer);
        Run(informer.RunAsync);
        return informer;
    }

    public void Run(Func<CancellationToken, Task> loop) => running.Add(Task.Run(() => loop(Stopping)));

    public static string ValueOf(JsonElement json) => json.Child("data").Text("value");

    public static JsonObject Widget(string value) => new()
    {
        ["apiVersion"] = "example.org/v1",
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject { ["value"] = value },
    };

    public static string PathOf(string name, string ns = "ns") => $"apis/example.org/v1/namespaces/{ns}/widgets/{name}";

    public void PutWidget(string name, string value, string ns = "ns") => Storage.Put(PathOf(name, ns), Widget(value));

    /// <summary>What the server holds, as an informer of <see cref="Watch"/> should.</summary>
    public IEnumerable<string> ServerState(string collection = "apis/example.org/v1/widgets") => Storage.All(collection)
        .Select(item => $"{item["metadata"]!["name"]}={item["data"]?["value"]}@{item["metadata"]!["uid"]}:{item["metadata"]!["resourceVersion"]}")
        .Order(StringComparer.Ordinal);

    public static IEnumerable<string> State(EntityStore<string> store) =>
        store.All.Select(entity => $"{entity.Key.Name}={entity.Value}@{entity.Uid}:{entity.ResourceVersion}").Order(StringComparer.Ordinal);

    public async Task ConvergesAsync(Informer<string> informer) =>
        await ApiServer.EventuallyAsync(() => State(informer.Store).SequenceEqual(ServerState()), "the store equals the server's state");

    public static ConcurrentQueue<EntityChange<string>> Record(Informer<string> informer)
    {
        var changes = new ConcurrentQueue<EntityChange<string>>();
        informer.Subscribe(changes.Enqueue);
        return changes;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(10));
        Transport.Dispose();
        await Server.DisposeAsync();
        stopping.Dispose();
    }
}
