using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Chart.Tests.Installed;

/// <summary>What the controller can hand on to others: RBAC lets it grant what it holds or may bind, and nothing else.</summary>
[Collection(nameof(ChartCollection))]
public sealed class ControllerGrantTests(InstalledChart chart)
{
    private static readonly Rbacv1Subject Alice = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "User", Name = "alice" };

    [Theory]
    [InlineData("tenant-operator:owner")]
    [InlineData("tenant-operator:edit")]
    [InlineData("tenant-operator:view")]
    public async Task The_controller_gives_members_the_curated_roles(string role) =>
        Assert.NotNull(await BindAsync(role));

    [Theory]
    [InlineData("cluster-admin")]
    [InlineData("admin")]
    [InlineData("edit")]
    [InlineData("system:node")]
    [InlineData("system:controller:namespace-controller")]
    public async Task The_controller_gives_members_no_other_role(string role) =>
        await AssertForbiddenAsync(() => BindAsync(role));

    [Fact]
    public async Task The_controller_lets_members_read_their_own_Tenant_and_namespaces()
    {
        V1PolicyRule[] own =
        [
            new() { ApiGroups = ["tenantoperator.io"], Resources = ["tenants"], ResourceNames = ["acme"], Verbs = ["get", "list", "watch"] },
            new() { ApiGroups = [""], Resources = ["namespaces"], ResourceNames = ["acme-dev"], Verbs = ["get", "list", "watch"] },
        ];

        Assert.NotNull(await GrantAsync(own));
    }

    [Theory]
    [InlineData("", "secrets", "get")]
    [InlineData("", "pods", "create")]
    [InlineData("", "namespaces", "update")]
    [InlineData("rbac.authorization.k8s.io", "clusterroles", "bind")]
    [InlineData("rbac.authorization.k8s.io", "clusterroles", "escalate")]
    public async Task The_controller_grants_no_right_that_it_does_not_hold(string group, string resource, string verb) =>
        await AssertForbiddenAsync(() => GrantAsync(new V1PolicyRule { ApiGroups = [group], Resources = [resource], Verbs = [verb] }));

    // A label is all that it takes to be aggregated: whoever may put it on cluster-admin makes every owner one.
    [Theory]
    [InlineData("cluster-admin")]
    [InlineData("tenant-operator:owner")]
    public async Task The_controller_cannot_label_a_role_into_the_curated_ones(string role)
    {
        using var controller = await chart.ServiceAccountAsync("tenant-operator-controller");
        var patch = new V1Patch("""{"metadata":{"labels":{"tenantoperator.io/aggregate-to-edit":"true"}}}""", V1Patch.PatchType.MergePatch);

        await AssertForbiddenAsync(() => controller.RbacAuthorizationV1.PatchClusterRoleAsync(patch, role, dryRun: "All"));
    }

    [Fact]
    public async Task The_controller_cannot_make_a_role_that_others_fill()
    {
        using var controller = await chart.ServiceAccountAsync("tenant-operator-controller");
        var role = new V1ClusterRole
        {
            Metadata = new() { Name = "dry-run" },
            AggregationRule = new() { ClusterRoleSelectors = [new() { MatchLabels = new Dictionary<string, string> { ["kubernetes.io/bootstrapping"] = "rbac-defaults" } }] },
        };

        await AssertForbiddenAsync(() => controller.RbacAuthorizationV1.CreateClusterRoleAsync(role, dryRun: "All"));
    }

    private async Task<V1RoleBinding> BindAsync(string role)
    {
        using var controller = await chart.ServiceAccountAsync("tenant-operator-controller");
        var binding = InstalledChart.Binding(role, Alice);
        binding.Metadata.Name = "dry-run";
        return await controller.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(binding, InstalledChart.TenantNamespace, dryRun: "All");
    }

    private async Task<V1ClusterRole> GrantAsync(params V1PolicyRule[] rules)
    {
        using var controller = await chart.ServiceAccountAsync("tenant-operator-controller");
        var role = new V1ClusterRole { Metadata = new() { Name = "tenant-operator:tenant:dry-run" }, Rules = rules };
        return await controller.RbacAuthorizationV1.CreateClusterRoleAsync(role, dryRun: "All");
    }

    private static async Task AssertForbiddenAsync(Func<Task> attempt) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<HttpOperationException>(attempt)).Response.StatusCode);
}
