using System.Text.Json.Nodes;

namespace Integration;

/// <summary>Admission as people meet it: through the API server, with kubectl.</summary>
[Collection(OperatorCollection.Name)]
public sealed class AdmissionTests(RunningOperator @operator)
{
    private readonly string _name = ApiServer.UniqueName("adm");

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task An_invalid_tenant_is_refused_with_every_error_and_its_field()
    {
        var said = await Admin.RefusedAsync("apply -f -", RunningOperator.Tenant(_name, """
              owners: [{kind: User, name: alice, namespace: x}]
              namespaces: {provision: [{name: dev}, {name: prod}], limit: 1}
              network: {egress: {cidrs: ["10.0.0.0/33"], except: ["not-a-cidr"]}}
              pods: {registries: ["regex:("]}
            """));

        Assert.Contains("spec.owners[0].namespace", said, StringComparison.Ordinal);
        Assert.Contains("spec.network.egress.cidrs[0]", said, StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/33", said, StringComparison.Ordinal);
        Assert.Contains("not-a-cidr", said, StringComparison.Ordinal);
        Assert.Contains("spec.pods.registries[0]", said, StringComparison.Ordinal);
        Assert.Null(await Admin.GetAsync($"tenant {_name}"));
    }

    // Without kubectl's own check of fields, which would refuse it before the API server sees it.
    [Fact]
    public async Task A_typo_in_a_tenant_is_refused_with_its_field()
    {
        var said = await Admin.RefusedAsync("apply --validate=false -f -", RunningOperator.Tenant(_name, """
              owners: [{kind: User, name: alice}]
              namespaces: {provison: [{name: dev}]}
            """));

        Assert.Contains("spec.namespaces.provison", said, StringComparison.Ordinal);
        Assert.Null(await Admin.GetAsync($"tenant {_name}"));
    }

    [Fact]
    public async Task A_pod_gets_its_tenants_label_and_safe_defaults()
    {
        var alice = await TenantOfAliceAsync();

        await alice.RunAsync($"apply -n {_name}-dev -f -", Pod("plain", new JsonObject()));

        var pod = (await Admin.GetAsync($"pod plain -n {_name}-dev"))!;
        Assert.Equal(_name, pod["metadata"]!["labels"]!["tenantoperator.io/tenant"]!.ToString());
        Assert.Equal("RuntimeDefault", pod["spec"]!["securityContext"]!["seccompProfile"]!["type"]!.ToString());
        Assert.Equal("false", pod["spec"]!["containers"]![0]!["securityContext"]!["allowPrivilegeEscalation"]!.ToJsonString());
        Assert.Equal("""["ALL"]""", pod["spec"]!["containers"]![0]!["securityContext"]!["capabilities"]!["drop"]!.ToJsonString());
    }

    [Theory]
    [InlineData("pods/host-namespaces", """{"hostNetwork": true}""")]
    [InlineData("pods/host-namespaces", """{"hostPID": true}""")]
    [InlineData("pods/privileged", """{"containers": [{"name": "c", "image": "registry.example.com/a:1", "securityContext": {"privileged": true}}]}""")]
    [InlineData("pods/volume-types", """{"volumes": [{"name": "v", "hostPath": {"path": "/"}}]}""")]
    [InlineData("pods/node-name", """{"nodeName": "some-node"}""")]
    [InlineData("pods/tolerations", """{"tolerations": [{"operator": "Exists"}]}""")]
    [InlineData("pods/run-as-non-root", """{"securityContext": {"runAsUser": 0}}""")]
    public async Task A_pod_that_breaks_out_is_refused_with_the_rule(string rule, string spec)
    {
        var alice = await TenantOfAliceAsync();

        var said = await alice.RefusedAsync($"apply -n {_name}-dev -f -", Pod("bad", JsonNode.Parse(spec)!.AsObject()));

        Assert.Contains(rule, said, StringComparison.Ordinal);
        Assert.Contains($"tenant \"{_name}\"", said, StringComparison.Ordinal);
        Assert.Null(await Admin.GetAsync($"pod bad -n {_name}-dev"));
    }

    [Fact]
    public async Task A_service_of_type_NodePort_is_refused()
    {
        var alice = await TenantOfAliceAsync();

        Assert.Contains("services/node-port", await alice.RefusedAsync($"create service nodeport web --tcp=80 -n {_name}-dev"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label namespace NS tenantoperator.io/tenant-")]
    [InlineData("label namespace NS tenantoperator.io/tenant=other --overwrite")]
    [InlineData("annotate namespace NS tenantoperator.io/deletion-policy=Retain")]
    public async Task A_tenants_namespace_is_not_its_owners_to_relabel(string attempt)
    {
        var alice = await TenantOfAliceAsync();

        await alice.RefusedAsync(attempt.Replace("NS", $"{_name}-dev", StringComparison.Ordinal));

        Assert.Equal(_name, (await Admin.GetAsync($"namespace {_name}-dev"))!["metadata"]!["labels"]!["tenantoperator.io/tenant"]!.ToString());
    }

    [Fact]
    public async Task Even_with_rights_from_elsewhere_managed_objects_and_labels_are_refused()
    {
        await TenantOfAliceAsync();
        await Admin.RunAsync($"create clusterrolebinding {_name} --clusterrole=cluster-admin --user={_name}-mallory");
        var mallory = await @operator.UserAsync($"{_name}-mallory");

        Assert.Contains("managed/objects", await mallory.RefusedAsync($"delete networkpolicy tenant-default-deny -n {_name}-dev"), StringComparison.Ordinal);
        Assert.Contains("namespaces/ownership", await mallory.RefusedAsync($"label namespace {_name}-dev tenantoperator.io/tenant-"), StringComparison.Ordinal);
        await Admin.RunAsync($"delete clusterrolebinding {_name}");
    }

    private async Task<Kubectl> TenantOfAliceAsync()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");
        await Eventually.HoldsAsync(async () => await Admin.GetAsync($"serviceaccount default -n {_name}-dev") is not null, TestContext.Current.CancellationToken);
        return await @operator.UserAsync("alice");
    }

    private static string Pod(string name, JsonObject spec)
    {
        spec["containers"] ??= new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "registry.example.com/a:1" });
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec,
        }.ToJsonString();
    }
}
