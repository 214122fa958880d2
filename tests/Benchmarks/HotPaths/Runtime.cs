using System.Globalization;
using System.Text;
using System.Text.Json;
using k8s;
using OperatorRuntime;

namespace Benchmarks.HotPaths;

/// <summary>What the controller's runtime does for each event of a watch and for each key of a queue.</summary>
internal static class Runtime
{
    private static readonly ResourceType Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    public static IReadOnlyList<HotPath> All { get; } =
    [
        new("queue/add-take-done", 96, () =>
        {
            var queue = new WorkQueue<NamespacedName>("benchmark");
            var key = NamespacedName.Cluster("t00700");
            return () =>
            {
                queue.Add(key);
                queue.Done(queue.TakeAsync(default).Result);
            };
        }),
        new("informer/event", 1024, () =>
        {
            var informer = new Informer<string>(
                new KubeTransport(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" }, new RuntimeServices()), Namespaces,
                n => n.GetProperty("metadata"u8).GetProperty("labels"u8).GetProperty("tenantoperator.io/tenant"u8).ValueEquals("acme"u8) ? "acme" : "other");
            using var subscription = informer.Subscribe(_ => { });
            var target = (IReflectorTarget)informer;
            target.BeginList();
            target.EndList("1");
            // Two states in turn: an event that changes nothing would end early.
            var states = new[] { Namespace(2), Namespace(3) };
            var turn = 0;
            return () => target.Watched(new(WatchEventType.Modified, states[turn++ % 2]));
        }),
    ];

    private static JsonElement Namespace(int version) => JsonDocument.Parse(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"acme-dev","uid":"705ab4f5-6393-11e8-b7cc-42010a800002","resourceVersion":"{{{version}}}",
         "labels":{"tenantoperator.io/tenant":"acme"}},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}
        """))).RootElement;
}
