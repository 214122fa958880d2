using ControlPlanes;

namespace Integration;

/// <summary>Removing the operator from a cluster must not remove what its users have there.</summary>
[Collection(OperatorCollection.Name)]
public sealed class DefinitionTests(RunningOperator @operator)
{
    [Fact]
    public async Task Deleting_the_definition_deletes_no_namespace_and_the_operator_outlives_it()
    {
        var name = ApiServer.UniqueName("crd");
        const string spec = "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}";
        await @operator.ReadyTenantAsync(name, spec);

        await @operator.Admin.RunAsync("delete crd tenants.tenantoperator.io --timeout=60s");
        try
        {
            Assert.Equal("Active", (await @operator.Admin.GetAsync($"namespace {name}-dev"))!["status"]!["phase"]!.ToString());
            Assert.Contains("tenant-default-deny", await @operator.Admin.NamesAsync($"networkpolicies -n {name}-dev"));
            Assert.Contains("tenant-owners", await @operator.Admin.NamesAsync($"rolebindings -n {name}-dev"));
        }
        finally
        {
            await @operator.Admin.RunAsync($"apply -f {Repository.PathOf("config", "crd")}");
            // kubectl wait fails on a definition that has no conditions at all yet.
            await Eventually.HoldsAsync(
                async () => (await @operator.Admin.TryAsync("wait crd tenants.tenantoperator.io --for=condition=Established --timeout=10s")).Succeeded,
                TestContext.Current.CancellationToken);
        }

        // The namespace carries the tenant's label still: the tenant that comes again finds it.
        await Eventually.HoldsAsync(async () => (await @operator.Admin.TryAsync("apply -f -", RunningOperator.Tenant(name, spec))).Succeeded, TestContext.Current.CancellationToken);
        await @operator.WaitReadyAsync(name);
    }
}
