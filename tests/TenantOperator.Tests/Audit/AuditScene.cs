using System.Text.Json.Nodes;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using Tenancy.Audit;
using TenantOperator.Audit;
using Webhooks.Mutation;

namespace TenantOperator.Tests.Audit;

/// <summary>The audit on a fake API server with tenant <c>acme</c> and its namespace <c>acme-dev</c>. A test says when it looks.</summary>
internal sealed class AuditScene : IAsyncDisposable
{
    private readonly KubeTransport _transport;
    private readonly AuditMetrics _metrics;

    private AuditScene(FakeCluster cluster)
    {
        Cluster = cluster;
        var services = new RuntimeServices();
        _transport = new(new KubernetesClientConfiguration { Host = cluster.Server.Url }, services);
        // The audit's own clock: it is moved, and what is to wait for it is not waited for.
        var settings = new AuditSettings { PagesPerSecond = 1000 };
        Agenda = new(settings, Time, new Random(1));
        Policies = new(cluster.Caches);
        _metrics = new(cluster.Audits);
        Reader = new(_transport, cluster.Caches, Policies, new StoredObjectJudge(new(), TemplateDefaults.Fill), new(settings, TimeProvider.System), _metrics, NullLogger<AuditReader>.Instance);
        Loop = new(
            cluster.Caches, cluster.Hosts, cluster.VolumeCache, Policies, new(_transport, Time), Reader, cluster.Audits, new(cluster.Recorder), Agenda, settings, _metrics, Time, NullLogger<AuditLoop>.Instance);
        new AuditTriggers(cluster.Caches, Agenda, cluster.Audits, Time).Connect();
    }

    public FakeCluster Cluster { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch);

    public Agenda Agenda { get; }

    public AuditPolicies Policies { get; }

    public AuditReader Reader { get; }

    public AuditLoop Loop { get; }

    public static async Task<AuditScene> StartAsync()
    {
        var cluster = await FakeCluster.StartAsync();
        await cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}]}}""");
        await cluster.SettleAsync("acme");
        return new(cluster);
    }

    /// <summary>Stores a pod as somebody else would.</summary>
    public void PutPod(string name, string spec = """{"hostNetwork": true, "containers": []}""", string ns = "acme-dev") => Cluster.Storage.Put(
        $"api/v1/namespaces/{ns}/pods/{name}",
        new() { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns }, ["spec"] = JsonNode.Parse(spec) });

    /// <summary>Looks at the whole cluster.</summary>
    public async Task SweepAsync()
    {
        Time.Advance(TimeSpan.FromHours(1));
        while (await Loop.StepAsync(TestContext.Current.CancellationToken))
        {
            // Whatever is due.
        }
    }

    /// <summary>How many objects break a rule, by the stored status.</summary>
    public async Task<string> StatusAsync()
    {
        await Cluster.ReconcileTenantAsync("acme");
        var violations = Cluster.Storage.Get(FakeCluster.TenantPath("acme"))!["status"]!["violations"]?.AsArray() ?? [];
        return string.Join(", ", violations.Where(v => v!["rule"]!.ToString() == "pods/host-namespaces").Select(v => $"{v!["count"]}: {string.Join(' ', v["examples"]!.AsArray())}"));
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        _metrics.Dispose();
        await Cluster.DisposeAsync();
    }
}
