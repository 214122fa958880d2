using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Conformance.Deciders;
using Conformance.Format;
using ControlPlanes;
using ControlPlanes.Installation;
using k8s;

namespace Conformance.ApiServer;

/// <summary>A control plane with the operator, one controller and two webhook processes, to which all cases are put at once; tests wait for the answer to theirs.</summary>
public sealed class ApiServerFixture : IAsyncLifetime
{
    // Some rules alone, while they are worked on: the whole corpus takes minutes.
    private static readonly string[]? AskedFor = Environment.GetEnvironmentVariable("CONFORMANCE_RULES")?.Split(',');

    private readonly ConcurrentDictionary<string, Task<Answer>> answers = new(StringComparer.Ordinal);
    private EphemeralControlPlane? cluster;
    private OperatorInstallation? installation;
    private Kubernetes? client;
    private IReadOnlyList<Placement> placed = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        cluster = await EphemeralControlPlane.StartAsync(cancel: cancel);
        var world = Corpus.World;
        installation = await OperatorInstallation.StartAsync(
            cluster.ControlPlane,
            Path.Combine(cluster.Folder, "operator"),
            new() { ChartValues = ["standardClass.enabled=false", "platform.admins.users={admin@platform.example}", "platform.admins.groups={platform-team}", "platform.protectedNamespaces={default,monitoring}", "platform.memberClusterRoles={netadmin}", "platform.additionalSystemUsers={system:serviceaccount:ingress-nginx:ingress-nginx}", "platform.clusterRanges={10.244.0.0/16,fd00:10:244::/56,10.96.0.0/12,192.168.7.0/24}"] },
            Console.Error,
            cancel);
        client = cluster.ControlPlane.CreateClient();
        var api = new Api(client);
        await LetEverybodyAsync(api, cancel);
        foreach (var o in world.ClusterObjects.Concat(Placement.CommonVolumes))
            await api.MustAsync(HttpMethod.Post, Api.PathOf(Kinds.Of(o), "", ""), o, cancel);
        var ownerUid = (string)(await api.MustAsync(HttpMethod.Get, "api/v1/namespaces/default", body: null, cancel))["metadata"]!["uid"]!;
        var runnable = Corpus.Files.SelectMany(f => f.Cases).Where(c => Reason(c) is null).ToList();
        await new CustomKinds(api).MakeAsync(runnable, cancel);
        placed = Placement.Of(runnable, ownerUid);
        var setup = new TenantSetup(api);
        await setup.MakeAsync("globex", Named(world.NeighbourSpec, "globex"), [], cancel);
        await new Run(api, new UnreviewedTenants(client), setup, answers).StartAsync(placed, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (installation is not null)
            await installation.DisposeAsync();
        if (cluster is not null)
            await cluster.DisposeAsync();
    }

    internal Version Version => cluster!.ControlPlane.Version;

    /// <summary>Why the case cannot be put to this API server, or null.</summary>
    internal string? Reason(CorpusCase c) =>
        AskedFor?.Contains(c.Rule, StringComparer.Ordinal) == false ? "not among CONFORMANCE_RULES"
        : c.ApiServer is { } limit && !limit.Admits(Version.Minor) ? limit.Reason
        : null;

    internal Task<Answer> AnswerAsync(CorpusCase c) => answers[c.ToString()];

    /// <summary>How many admission requests each webhook process has answered, by its metrics.</summary>
    internal async Task<IReadOnlyList<double>> RequestsByWebhookProcessAsync(CancellationToken cancel) =>
        [.. (await MetricsAsync(cancel)).Select(text => MetricSample.Of(text, "controller_runtime_webhook_requests_total").Sum(s => s.Value))];

    /// <summary>The tenants and rules of what the cases say is only audited.</summary>
    internal IReadOnlySet<string> ExpectedAudits =>
        placed.Where(p => p.Case.Decision == Decision.Audit).SelectMany(p => p.Case.Rules, (p, rule) => $"{p.Tenant} {rule}").ToHashSet(StringComparer.Ordinal);

    /// <summary>The tenants and rules of what the webhook processes have counted as audited.</summary>
    internal async Task<IReadOnlySet<string>> CountedAuditsAsync(CancellationToken cancel) => (await MetricsAsync(cancel))
        .SelectMany(text => MetricSample.Of(text, "tenant_admission_total"))
        .Where(s => s.Label("decision") == "audited" && s.Label("mode") == "Audit")
        .Select(s => $"{s.Label("tenant")} {s.Label("rule")}")
        .ToHashSet(StringComparer.Ordinal);

    private async Task<IReadOnlyList<string>> MetricsAsync(CancellationToken cancel)
    {
        using var http = new HttpClient();
        var processes = new List<string>();
        foreach (var process in installation!.Webhooks)
            processes.Add(await http.GetStringAsync(new Uri(process.Metrics, "metrics"), cancel));
        return processes;
    }

    private static JsonObject Named(JsonObject spec, string tenant)
    {
        var named = (JsonObject)spec.DeepClone();
        named["contact"] = $"the owner of {tenant}";
        return named;
    }

    // RBAC is not what is tested: whoever asks may do all that admission does not refuse.
    private static async Task LetEverybodyAsync(Api api, CancellationToken cancel) => await api.MustAsync(
        HttpMethod.Post,
        "apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        JsonNode.Parse("""
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "conformance-everybody"},
             "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
             "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "system:authenticated"}]}
            """)!.AsObject(),
        cancel);
}
