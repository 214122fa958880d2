using Integration.Lifecycle.Watching;

namespace Integration.Lifecycle;

/// <summary>Namespaces that platform admins bring in, give to another tenant and let go, by the label alone.</summary>
[Collection(OperatorCollection.Name)]
public sealed class MoveTests(RunningOperator @operator)
{
    private const string Quota = "\n  quotas: [{name: q, hard: {pods: \"5\"}}]\n  network: {egress: {internet: true}}";

    private readonly string _name = ApiServer.UniqueName("mv");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    private string A => $"{_name}-a";

    private string B => $"{_name}-b";

    private string Dev => $"{A}-dev";

    [Fact]
    public async Task A_namespace_that_is_moved_gets_the_new_walls_before_the_new_people_and_is_never_open()
    {
        await TwoTenantsAsync();
        await Admin.RunAsync($"create configmap work -n {Dev}");
        await using var watch = await WallWatch.StartAsync(@operator.Server.ControlPlane.KubeconfigPath, _name);

        await Admin.RunAsync($"label namespace {Dev} --overwrite tenantoperator.io/tenant={B}");
        await Eventually.HoldsAsync(async () => await SubjectAsync() == "bob" && (await Admin.NamesAsync($"networkpolicies -n {Dev}")).Length == 3, Cancel);

        Assert.Equal("no", (await Admin.TryAsync($"auth can-i create configmaps -n {Dev} --as alice")).Output.Trim().Split(' ')[0]);
        Assert.Equal(["tenant-allow-dns", "tenant-allow-same-tenant", "tenant-default-deny"], await Admin.NamesAsync($"networkpolicies -n {Dev}"));
        foreach (var kind in new[] { "networkpolicies", "resourcequotas", "rolebindings" })
            Assert.Empty(await Admin.NamesAsync($"{kind} -n {Dev} -l tenantoperator.io/tenant={A}"));
        Assert.NotNull(await Admin.GetAsync($"configmap work -n {Dev}"));
        await Eventually.HoldsAsync(() => Task.FromResult(watch.Changes.Any(c => c is { Kind: "RoleBinding", Gone: false })), Cancel);
        Assert.Empty(watch.OpenMoments());
        var binding = watch.Changes.Where(c => c.Kind == "RoleBinding").ToArray();
        Assert.Equal((true, A), (binding[0].Gone, binding[0].Tenant));
        Assert.True(binding[0].Version < watch.Changes.First(c => c.Kind is "NetworkPolicy" or "ResourceQuota").Version, "walls changed before the old people were out");

        // Not in the spec of the tenant that has it now, and made for another: adopted, never deleted.
        await @operator.WaitReadyAsync(B);
        Assert.Contains("Adopted", (await Admin.GetAsync($"tenant {B}"))!["status"]!["namespaces"]!.ToJsonString(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await Admin.RunAsync($"describe tenant {B}")).Contains("NamespaceAdopted", StringComparison.Ordinal), Cancel);
        await Eventually.HoldsAsync(async () => (await Admin.RunAsync($"describe tenant {A}")).Contains($"Namespace {Dev} belongs to tenant {B} now", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task A_namespace_that_is_released_keeps_its_workloads_and_nothing_of_ours()
    {
        await TwoTenantsAsync();
        await Admin.RunAsync($"create configmap work -n {Dev}");
        await Admin.RunAsync($"label namespace {Dev} example.com/theirs=yes");
        await using var watch = await WallWatch.StartAsync(@operator.Server.ControlPlane.KubeconfigPath, _name);

        await Admin.RunAsync($"label namespace {Dev} tenantoperator.io/tenant-");
        await Eventually.HoldsAsync(async () => (await Admin.NamesAsync($"networkpolicies,resourcequotas,limitranges,rolebindings -n {Dev}")).Length == 0, Cancel);

        await Eventually.HoldsAsync(() => Task.FromResult(watch.Changes.Count(c => c.Gone) >= 5), Cancel);
        Assert.Empty(watch.OpenMoments());
        var labels = (await Admin.GetAsync($"namespace {Dev}"))!["metadata"]!["labels"]!.AsObject().Select(l => l.Key);
        Assert.Equal(["example.com/theirs"], labels.Where(l => l != "kubernetes.io/metadata.name"));
        Assert.NotNull(await Admin.GetAsync($"configmap work -n {Dev}"));
        // It is in the spec still, and never taken back.
        await Eventually.HoldsAsync(async () => (await @operator.ConditionAsync(A, "Ready"))?["reason"]?.ToString() == "NamespaceConflict", Cancel);
    }

    [Fact]
    public async Task A_name_that_an_object_of_the_namespace_has_is_told_and_left_alone_and_nobody_gets_in_meanwhile()
    {
        await TwoTenantsAsync();
        var ns = $"{_name}-old";
        await Admin.RunAsync($"create namespace {ns}");
        await Admin.ApplyAsync($$"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: tenant-default-deny, namespace: {{ns}}}
            spec: {podSelector: {}, ingress: [{}]}
            """);

        await Admin.RunAsync($"label namespace {ns} tenantoperator.io/tenant={B}");
        await Eventually.HoldsAsync(
            async () => (await @operator.ConditionAsync(B, "Ready"))?["message"]?.ToString().Contains($"kubectl delete networkpolicies tenant-default-deny -n {ns}", StringComparison.Ordinal) is true, Cancel);
        Assert.Empty(await Admin.NamesAsync($"rolebindings -n {ns}"));
        Assert.NotNull((await Admin.GetAsync($"networkpolicy tenant-default-deny -n {ns}"))!["spec"]!["ingress"]);
        await Eventually.HoldsAsync(async () => (await Admin.RunAsync($"describe tenant {B}")).Contains("was there before the namespace came", StringComparison.Ordinal), Cancel);

        await Admin.RunAsync($"delete networkpolicies tenant-default-deny -n {ns}");
        await @operator.WaitReadyAsync(B);
        Assert.Equal(["tenant-owners"], await Admin.NamesAsync($"rolebindings -n {ns}"));
    }

    private async Task TwoTenantsAsync()
    {
        await @operator.ReadyTenantAsync(A, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}" + Quota);
        await @operator.ReadyTenantAsync(B, "  owners: [{kind: User, name: bob}]\n  quotas: [{name: q, hard: {pods: \"7\"}}]");
    }

    private async Task<string?> SubjectAsync() => (await Admin.GetAsync($"rolebinding tenant-owners -n {Dev}"))?["subjects"]?[0]?["name"]?.ToString();
}
