using System.Text.Json.Nodes;
using ControlPlanes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Integration;

/// <summary>What a team sees of denials when it looks into its own namespace.</summary>
[Collection(OperatorCollection.Name)]
public sealed class DenialEventTests(RunningOperator @operator)
{
    // The chart's default, and as many webhook processes as there are.
    private const int PerNamespacePerMinute = 10;
    private const int Processes = 2;

    private readonly string _name = ApiServer.UniqueName("told");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Namespace => $"{_name}-dev";

    [Fact]
    public async Task A_Deployment_without_pods_is_explained_on_its_ReplicaSet()
    {
        await TenantAsync();
        var alice = await @operator.UserAsync("alice");
        await alice.RunAsync($"apply -n {Namespace} -f -", Deployment);

        await Eventually.HoldsAsync(async () => (await EventsAsync(alice)).Count > 0, Cancel, "an event tells why");

        var told = (await EventsAsync(alice))[0]!;
        var replicaSet = (await alice.GetAsync($"replicasets -n {Namespace}"))!["items"]![0]!["metadata"]!;
        Assert.Equal(
            ("ReplicaSet", replicaSet["name"]!.ToString(), replicaSet["uid"]!.ToString(), Namespace),
            (Of(told, "kind"), Of(told, "name"), Of(told, "uid"), Of(told, "namespace")));
        Assert.Equal(("Warning", "tenant-operator-webhooks"), (told["type"]!.ToString(), told["source"]!["component"]!.ToString()));
        Assert.Equal($"tenant \"{_name}\": 1 violation: pods/host-namespaces: spec.hostNetwork: true is not allowed", told["message"]!.ToString());
        // As a person reads it: no line that kubectl cuts off.
        Assert.Contains("spec.hostNetwork: true is not allowed", await alice.RunAsync($"get events -n {Namespace} --field-selector reason=AdmissionDenied"), StringComparison.Ordinal);

        // Its controller would go on trying, and be refused, under other tests' eyes.
        await alice.RunAsync($"delete deployment web -n {Namespace} --wait=false");
    }

    [Fact]
    public async Task A_storm_of_denials_writes_no_more_than_the_namespace_may_have()
    {
        const int Denials = 300;
        await TenantAsync();
        using var alice = await @operator.Server.ControlPlane.CreateClientAsync("alice", []);
        var (before, began) = (await CountedAsync(), DateTime.UtcNow);

        await Parallel.ForAsync(0, Denials, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (i, cancel) =>
            await Assert.ThrowsAsync<HttpOperationException>(() => alice.CoreV1.CreateNamespacedPodAsync(HostPod($"storm-{i}"), Namespace, cancellationToken: cancel)));
        await Eventually.HoldsAsync(async () => await CountedAsync() >= before + Denials, Cancel, "every denial is accounted for");

        var events = await EventsAsync(@operator.Admin);
        var most = Processes * PerNamespacePerMinute * (1 + (DateTime.UtcNow - began).TotalMinutes);
        Assert.InRange(events.Count, PerNamespacePerMinute, most);
        Assert.All(events, e => Assert.Equal("Pod", Of(e, "kind")));
    }

    private async Task TenantAsync()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");
        // Without it the API server itself refuses every pod.
        await Eventually.HoldsAsync(async () => await @operator.Admin.GetAsync($"serviceaccount default -n {Namespace}") is not null, Cancel);
    }

    private async Task<JsonArray> EventsAsync(Kubectl user) =>
        (await user.GetAsync($"events -n {Namespace} --field-selector reason=AdmissionDenied"))?["items"]?.AsArray() ?? [];

    private static string? Of(JsonNode? told, string field) => told!["involvedObject"]![field]?.ToString();

    // Sent, suppressed and dropped, in all processes.
    private async Task<double> CountedAsync()
    {
        using var client = new HttpClient();
        var pages = await Task.WhenAll(@operator.Installation.Webhooks.Select(w => client.GetStringAsync(new Uri(w.Metrics, "metrics"), Cancel)));
        return pages.Sum(page => MetricSample.Of(page, "tenant_denial_events_total").Sum(s => s.Value));
    }

    private static V1Pod HostPod(string name) => new()
    {
        Metadata = new() { Name = name },
        Spec = new() { HostNetwork = true, Containers = [new() { Name = "c", Image = "registry.example.com/a:1" }] },
    };

    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              hostNetwork: true
              containers: [{name: c, image: "registry.example.com/a:1"}]
        """;
}
