using System.Collections.Concurrent;
using System.Globalization;
using OperatorRuntime;

namespace Integration;

/// <summary>Nobody can act in a namespace before its walls stand: seen from outside, by a watch of everything that is made.</summary>
[Collection(OperatorCollection.Name)]
public sealed class ProvisioningOrderTests(RunningOperator @operator)
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly ResourceType[] Walls =
    [
        new("", "v1", "resourcequotas", "ResourceQuota", true),
        new("", "v1", "limitranges", "LimitRange", true),
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true),
    ];

    private static readonly ResourceType Bindings = new(Rbac, "v1", "rolebindings", "RoleBinding", true);

    [Fact]
    public async Task No_role_binding_appears_before_quotas_limits_and_network_policies()
    {
        var name = ApiServer.UniqueName("order");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var transport = KubeTransport.Create(@operator.Server.ControlPlane.KubeconfigPath);
        var made = new ConcurrentQueue<(string Namespace, string Kind, long Version)>();
        var watches = new List<Task>();
        foreach (var type in Walls.Append(Bindings))
            watches.Add(WatchAsync(transport, type, await CurrentAsync(transport, type, stop.Token), made, stop.Token));

        await @operator.ReadyTenantAsync(name, """
              owners: [{kind: User, name: alice}]
              namespaces: {provision: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}]}
              quotas: [{name: q, hard: {pods: "5"}}]
              limitRanges: [{name: l, limits: [{type: Container, default: {cpu: 500m}}]}]
            """);
        await Eventually.HoldsAsync(() => Task.FromResult(made.Count(m => m.Namespace.StartsWith(name, StringComparison.Ordinal)) >= 5 * 6), stop.Token);

        var byNamespace = made.Where(m => m.Namespace.StartsWith(name, StringComparison.Ordinal)).GroupBy(m => m.Namespace, StringComparer.Ordinal).ToArray();
        Assert.Equal(5, byNamespace.Length);
        Assert.All(byNamespace, ns =>
        {
            var firstBinding = ns.Where(m => m.Kind == Bindings.Kind).Min(m => m.Version);
            Assert.All(ns.Where(m => m.Kind != Bindings.Kind), wall => Assert.True(wall.Version < firstBinding, $"{ns.Key}: a role binding came before a {wall.Kind}"));
        });
        await stop.CancelAsync();
        await Task.WhenAll(watches);
    }

    private static async Task<string> CurrentAsync(KubeTransport transport, ResourceType type, CancellationToken cancel)
    {
        using var page = await transport.ListPageAsync(type, new() { Limit = 1 }, cancel);
        return page.ResourceVersion;
    }

    private static async Task WatchAsync(
        KubeTransport transport, ResourceType type, string version, ConcurrentQueue<(string Namespace, string Kind, long Version)> made, CancellationToken cancel)
    {
        try
        {
            await foreach (var change in transport.WatchAsync(type, new() { ResourceVersion = version }, cancel))
            {
                if (change.Type != WatchEventType.Added)
                    continue;
                var metadata = change.Object.GetProperty("metadata");
                made.Enqueue((
                    metadata.GetProperty("namespace").GetString()!, type.Kind,
                    long.Parse(metadata.GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
