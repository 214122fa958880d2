namespace Integration;

/// <summary>What the API server allocates or converts before it asks for validation, in requests that are no dry run.</summary>
[Collection(OperatorCollection.Name)]
public sealed class AsWrittenTests(RunningOperator @operator)
{
    private const string Spec = """
          owners: [{kind: User, name: alice}]
          namespaces: {provision: [{name: dev}]}
        """;

    private readonly string _name = ApiServer.UniqueName("w");

    /// <summary>On a dry run nothing is allocated: there it would not show that an address which nobody chose is there at validation.</summary>
    [Fact]
    public async Task A_service_gets_an_address_and_cannot_choose_one()
    {
        await @operator.ReadyTenantAsync(_name, Spec);
        var alice = await @operator.UserAsync("alice");

        var refusal = await alice.RefusedAsync("create -f -", Service("chosen", ", clusterIP: 10.96.200.200"));
        Assert.Contains("services/cluster-ip: spec.clusterIP: \"10.96.200.200\" is not allowed", refusal, StringComparison.Ordinal);

        await alice.RunAsync("create -f -", Service("given", ""));
        var address = (await @operator.Admin.GetAsync($"service given -n {_name}-dev"))!["spec"]!["clusterIP"]!.ToString();
        Assert.StartsWith("10.96.", address, StringComparison.Ordinal);
        await alice.RunAsync($"patch service given -n {_name}-dev --type merge -p {{\"spec\":{{\"sessionAffinity\":\"ClientIP\"}}}}");
        await alice.RunAsync("replace -f -", Service("given", $", clusterIP: {address}"));
        await alice.RunAsync("create -f -", Service("headless", ", clusterIP: None"));
    }

    [Fact]
    public async Task An_ingress_of_v1beta1_without_a_path_type_is_one_of_any_type()
    {
        await @operator.ReadyTenantAsync(_name, Spec + $"\n  ingress: {{hosts: [{_name}.example]}}\n");
        if (!(await @operator.Admin.RunAsync("api-versions")).Contains("networking.k8s.io/v1beta1", StringComparison.Ordinal))
            Assert.Skip("networking.k8s.io/v1beta1 is gone from API servers since 1.22");
        var alice = await @operator.UserAsync("alice");

        Assert.Contains("ingress/path-type: spec.rules[0].http.paths[0].pathType: \"ImplementationSpecific\" is not allowed", await alice.RefusedAsync("create -f -", Ingress("")), StringComparison.Ordinal);
        await alice.RunAsync("create -f -", Ingress("pathType: Prefix, "));
    }

    private string Service(string name, string more) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}}, namespace: {{_name}}-dev}
        spec: {ports: [{port: 80}]{{more}} }
        """;

    private string Ingress(string pathType) =>
        $$"""
        apiVersion: networking.k8s.io/v1beta1
        kind: Ingress
        metadata: {name: web, namespace: {{_name}}-dev}
        spec: {rules: [{host: {{_name}}.example, http: {paths: [{path: /, {{pathType}}backend: {serviceName: web, servicePort: 80} }]} }] }
        """;
}
