namespace Integration;

/// <summary>A Tenant is not deleted by a slip of the hand.</summary>
[Collection(OperatorCollection.Name)]
public sealed class DeletionProtectionTests(RunningOperator @operator)
{
    private readonly string _name = ApiServer.UniqueName("safe");

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task A_tenant_that_has_namespaces_is_not_deleted_before_it_says_so()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");

        var refusal = await Admin.RefusedAsync($"delete tenant {_name} --wait=false");
        Assert.Contains($"{_name}-dev", refusal, StringComparison.Ordinal);
        Assert.Contains($"kubectl patch tenant {_name} --type merge", refusal, StringComparison.Ordinal);
        await Admin.RefusedAsync($"delete tenants --field-selector metadata.name={_name} --wait=false");
        Assert.Null((await Admin.GetAsync($"tenant {_name}"))!["metadata"]!["deletionTimestamp"]);

        await @operator.UnprotectAsync(_name);
        await Admin.RunAsync($"delete tenant {_name} --timeout=60s");
        Assert.Null(await Admin.GetAsync($"namespace {_name}-dev"));
    }

    [Fact]
    public async Task A_tenant_that_has_no_namespaces_needs_no_leave()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]");
        await Admin.RunAsync($"delete tenant {_name} --timeout=60s");
    }

    [Fact]
    public async Task What_is_retained_keeps_its_workloads_and_its_walls_and_waits_for_nobody()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {deletionPolicy: Retain, provision: [{name: dev}]}\n  quotas: [{name: q, hard: {pods: \"5\"}}]\n  deletionProtection: false");
        await Admin.RunAsync($"create configmap work -n {_name}-dev");

        await Admin.RunAsync($"delete tenant {_name} --timeout=60s");

        var ns = await Admin.GetAsync($"namespace {_name}-dev");
        Assert.Equal(_name, ns!["metadata"]!["labels"]!["tenantoperator.io/tenant"]!.ToString());
        Assert.Null(ns["metadata"]!["finalizers"]);
        Assert.NotNull(await Admin.GetAsync($"configmap work -n {_name}-dev"));
        Assert.Contains("tenant-default-deny", await Admin.NamesAsync($"networkpolicies -n {_name}-dev"));
        Assert.Contains("tenant-quota-q", await Admin.NamesAsync($"resourcequotas -n {_name}-dev"));
        await Admin.RunAsync($"delete namespace {_name}-dev --wait=false");
    }
}
