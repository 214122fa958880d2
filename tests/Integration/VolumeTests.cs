using System.Text.Json.Nodes;

namespace Integration;

/// <summary>Volumes as the cluster's own binder binds them, and whose they are.</summary>
[Collection(OperatorCollection.Name)]
public sealed class VolumeTests(RunningOperator @operator)
{
    private readonly string _name = ApiServer.UniqueName("vol");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task A_volume_that_is_set_aside_for_a_claim_is_bound_and_labelled()
    {
        var alice = await TenantAsync(_name, "alice");
        await VolumeAsync(_name, labels: "{}", $$"""{"claimRef": {"namespace": "{{_name}}-dev", "name": "data"} }""");

        await ClaimAsync(alice, _name, "data", $$"""{"storageClassName": "", "volumeName": "{{_name}}"}""");

        await BoundAsync(_name, "data");
        await LabelledAsync(_name);
    }

    [Fact]
    public async Task A_claim_with_a_selector_gets_a_volume_of_its_tenant_and_no_other()
    {
        var alice = await TenantAsync(_name, "alice");
        await VolumeAsync($"{_name}-other", """{"tenantoperator.io/tenant": "globex"}""", "{}");
        await VolumeAsync($"{_name}-own", $$"""{"tenantoperator.io/tenant": "{{_name}}"}""", "{}");

        await ClaimAsync(alice, _name, "data", $$"""{"storageClassName": "", "selector": {"matchLabels": {"tenantoperator.io/tenant": "{{_name}}"} } }""");

        await BoundAsync(_name, "data");
        Assert.Equal($"{_name}-own", (await ClaimAsync(_name, "data"))["spec"]!["volumeName"]!.ToString());
    }

    [Theory]
    [InlineData("""{"tenantoperator.io/tenant": "globex"}""")]
    [InlineData("{}")]
    public async Task The_binder_cannot_bind_a_free_volume_that_is_not_the_tenants(string labels)
    {
        var alice = await TenantAsync(_name, "alice");
        await Admin.ApplyAsync($$"""{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "{{_name}}"}, "provisioner": "example.com/disks"}""");
        await VolumeAsync(_name, labels, $$"""{"storageClassName": "{{_name}}"}""");

        // A class that makes volumes: the binder nevertheless looks for a free one of the class first.
        await ClaimAsync(alice, _name, "data", $$"""{"storageClassName": "{{_name}}"}""");

        await RefusedToBindAsync(_name, "data");
    }

    [Fact]
    public async Task A_claim_that_lies_in_wait_does_not_get_what_was_handed_on()
    {
        var alice = await TenantAsync(_name, "alice");
        await VolumeAsync(_name, $$"""{"tenantoperator.io/tenant": "{{_name}}"}""", $$"""{"claimRef": {"namespace": "{{_name}}-dev", "name": "of-old"} }""");
        await ClaimAsync(alice, _name, "waits", $$"""{"storageClassName": "", "volumeName": "{{_name}}"}""");

        await Admin.RunAsync("patch pv -p {\"metadata\":{\"labels\":{\"tenantoperator.io/tenant\":\"globex\"}},\"spec\":{\"claimRef\":null}} " + _name);

        await RefusedToBindAsync(_name, "waits");
    }

    /// <summary>The steps of docs/storage.md.</summary>
    [Fact]
    public async Task A_volume_is_handed_on_to_another_tenant()
    {
        var (alice, heir) = (await TenantAsync(_name, "alice"), $"{_name}-heir");
        var greta = await TenantAsync(heir, "greta");
        await VolumeAsync(_name, labels: "{}", $$"""{"claimRef": {"namespace": "{{_name}}-dev", "name": "data"} }""");
        await ClaimAsync(alice, _name, "data", $$"""{"storageClassName": "", "volumeName": "{{_name}}"}""");
        await BoundAsync(_name, "data");
        await LabelledAsync(_name);
        await alice.RunAsync($"delete pvc data -n {_name}-dev --timeout=60s");
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync($"pv {_name}"))!["status"]!["phase"]!.ToString() == "Released", Cancel);
        Assert.Contains("storage/volume", await greta.RefusedAsync("apply -f -", Claim(heir, "data", $$"""{"storageClassName": "", "volumeName": "{{_name}}"}""")), StringComparison.Ordinal);

        await Admin.RunAsync($"label pv {_name} --overwrite tenantoperator.io/tenant={heir}");
        await Admin.RunAsync("patch pv --type merge -p {\"spec\":{\"claimRef\":{\"namespace\":\"" + heir + "-dev\",\"name\":\"data\",\"uid\":null,\"resourceVersion\":null}}} " + _name);
        await Eventually.HoldsAsync(
            async () => (await greta.TryAsync("apply -f -", Claim(heir, "data", $$"""{"storageClassName": "", "volumeName": "{{_name}}"}"""))).Succeeded, Cancel);

        await BoundAsync(heir, "data");
        Assert.Equal(heir, (await Admin.GetAsync($"pv {_name}"))!["metadata"]!["labels"]!["tenantoperator.io/tenant"]!.ToString());
    }

    [Fact]
    public async Task A_claim_without_a_class_gets_the_tenants_default()
    {
        await Admin.ApplyAsync($$"""{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "{{_name}}"}, "provisioner": "example.com/disks"}""");
        var alice = await TenantAsync(_name, "alice", $"\n  storage: {{classes: {{default: {_name}, allowed: [{_name}]}}}}");

        await ClaimAsync(alice, _name, "data", "{}");

        Assert.Equal(_name, (await ClaimAsync(_name, "data"))["spec"]!["storageClassName"]!.ToString());
    }

    private static string Claim(string tenant, string name, string spec)
    {
        var claim = JsonNode.Parse($$"""
            {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "{{name}}", "namespace": "{{tenant}}-dev"},
             "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Mi"} } } }
            """)!;
        foreach (var (key, value) in JsonNode.Parse(spec)!.AsObject())
            claim["spec"]![key] = value?.DeepClone();
        return claim.ToJsonString();
    }

    private static Task<string> ClaimAsync(Kubectl user, string tenant, string name, string spec) => user.ApplyAsync(Claim(tenant, name, spec));

    private async Task<Kubectl> TenantAsync(string name, string owner, string rest = "")
    {
        await @operator.ReadyTenantAsync(name, $"  owners: [{{kind: User, name: {owner}}}]\n  namespaces: {{provision: [{{name: dev}}]}}{rest}");
        return await @operator.UserAsync(owner);
    }

    private async Task VolumeAsync(string name, string labels, string spec)
    {
        // The class is empty unless the spec says so: claims of one test have selectors, names or a class of their own.
        var volume = JsonNode.Parse($$"""
            {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "{{name}}", "labels": {{labels}} },
             "spec": {"capacity": {"storage": "1Mi"}, "accessModes": ["ReadWriteOnce"], "persistentVolumeReclaimPolicy": "Retain", "nfs": {"server": "nfs.example.com", "path": "/"} } }
            """)!;
        foreach (var (key, value) in JsonNode.Parse(spec)!.AsObject())
            volume["spec"]![key] = value?.DeepClone();
        await Admin.ApplyAsync(volume.ToJsonString());
    }

    private async Task<JsonNode> ClaimAsync(string tenant, string name) => (await Admin.GetAsync($"pvc {name} -n {tenant}-dev"))!;

    private Task BoundAsync(string tenant, string name) =>
        Eventually.HoldsAsync(async () => (await ClaimAsync(tenant, name))["status"]?["phase"]?.ToString() == "Bound", Cancel);

    private Task LabelledAsync(string volume) =>
        Eventually.HoldsAsync(async () => (await Admin.GetAsync($"pv {volume}"))!["metadata"]!["labels"]?["tenantoperator.io/tenant"]?.ToString() == _name, Cancel);

    private async Task RefusedToBindAsync(string tenant, string name)
    {
        // The binder has taken the volume, or the operator would have nothing to tell.
        await Eventually.HoldsAsync(
            async () => (await Admin.GetAsync($"events -n {tenant}-dev --field-selector involvedObject.name={name},reason=VolumeNotOfTenant"))?["items"]!.AsArray().Count > 0, Cancel);
        var claim = await ClaimAsync(tenant, name);
        Assert.Equal("Pending", claim["status"]!["phase"]!.ToString());
        Assert.Null(claim["metadata"]!["annotations"]?["pv.kubernetes.io/bind-completed"]);
        Assert.Null(claim["status"]!["capacity"]);
    }
}
