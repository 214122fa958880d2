using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;

namespace Integration.Takeover;

/// <summary>
/// Two tenants, and attackers of one of them who have what the advisories presuppose: the right to write Namespaces, by RBAC, in the
/// whole cluster, with status and finalize.
/// </summary>
public sealed class TakeoverScene(RunningOperator @operator) : IAsyncLifetime
{
    private readonly Dictionary<string, Kubernetes> attackers = new(StringComparer.Ordinal);

    /// <summary>The attackers' tenant.</summary>
    public string Tenant { get; } = ApiServer.UniqueName("taker");

    /// <summary>The other tenant.</summary>
    public string Neighbour { get; } = ApiServer.UniqueName("taken");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var (admin, cluster) = (@operator.Admin, @operator.Server.ControlPlane);
        await @operator.ReadyTenantAsync(Tenant, $"  owners: [{{kind: User, name: {Tenant}-owner}}]\n  namespaces: {{provision: [{{name: dev}}, {{name: owned}}], allowedLabels: [stage]}}");
        await @operator.ReadyTenantAsync(Neighbour, $"  owners: [{{kind: User, name: {Neighbour}-owner}}]\n  namespaces: {{provision: [{{name: dev}}]}}");
        // As one that a platform admin has bound to its Tenant.
        var uid = (await admin.GetAsync($"tenant {Tenant}"))!["metadata"]!["uid"]!;
        var reference = $$"""{"apiVersion":"tenantoperator.io/v1alpha1","kind":"Tenant","name":"{{Tenant}}","uid":"{{uid}}"}""";
        await admin.RunAsync($"patch namespace {Tenant}-owned --type=merge -p {{\"metadata\":{{\"ownerReferences\":[{reference}]}}}}");
        await admin.ApplyAsync($$"""
            apiVersion: v1
            kind: List
            items:
            - apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata: {name: {{Tenant}}}
              rules: [{apiGroups: [""], resources: [namespaces, namespaces/status, namespaces/finalize], verbs: ["*"]}]
            - apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata: {name: {{Tenant}}}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{Tenant}}}
              subjects:
              - {kind: User, name: {{Tenant}}-owner}
              - {kind: ServiceAccount, name: robot, namespace: {{Tenant}}-dev}
            - apiVersion: v1
              kind: ServiceAccount
              metadata: {name: robot, namespace: {{Tenant}}-dev}
            """);
        attackers["owner"] = await cluster.CreateClientAsync($"{Tenant}-owner", []);
        attackers["service account"] = new Kubernetes(new KubernetesClientConfiguration
        {
            Host = cluster.Server,
            SslCaCerts = KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath).SslCaCerts,
            AccessToken = (await @operator.Server.Admin.CoreV1.CreateNamespacedServiceAccountTokenAsync(new() { Spec = new() { Audiences = [] } }, "robot", $"{Tenant}-dev", cancellationToken: Cancel)).Status.Token,
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var attacker in attackers.Values)
            attacker.Dispose();
        await @operator.Admin.TryAsync($"delete clusterrolebinding,clusterrole {Tenant}");
        await @operator.UnprotectAsync(Tenant);
        await @operator.UnprotectAsync(Neighbour);
        await @operator.Admin.TryAsync($"delete tenant {Tenant} {Neighbour} --wait=false");
    }

    /// <summary>The stored namespace.</summary>
    public async Task<JsonObject> StoredAsync(string @namespace)
    {
        var admin = @operator.Server.Admin;
        return JsonNode.Parse(await admin.HttpClient.GetStringAsync(new Uri(admin.BaseUri, $"api/v1/namespaces/{@namespace}"), Cancel))!.AsObject();
    }

    /// <summary>Names of what the attackers' tenant counts as its own.</summary>
    public async Task<IEnumerable<string>> NamespacesOfTenantAsync() =>
        (await @operator.Admin.GetAsync($"tenant {Tenant}"))!["status"]!["namespaces"]!.AsArray().Select(n => n!["name"]!.ToString());

    /// <summary>Sends a change as an attacker.</summary>
    public async Task<(int Status, string Text)> TryAsync(string attacker, string @namespace, Way way, Change change)
    {
        var client = attackers[attacker];
        var path = $"api/v1/namespaces/{@namespace}{(way.Subresource.Length == 0 ? "" : "/" + way.Subresource)}{(way.Name == "apply patch" ? "?fieldManager=attacker&force=true" : "")}";
        using var request = new HttpRequestMessage(way.Method, new Uri(client.BaseUri, path));
        request.Content = new StringContent(way.Body(await StoredAsync(@namespace), change).ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(way.ContentType));
        if (client.Credentials is not null)
            await client.Credentials.ProcessHttpRequestAsync(request, Cancel);
        using var response = await client.HttpClient.SendAsync(request, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
