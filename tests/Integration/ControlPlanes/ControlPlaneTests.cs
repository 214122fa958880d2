using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Integration.ControlPlanes;

/// <summary>What every other test of this project takes for granted of its control plane.</summary>
public sealed class ControlPlaneTests(ApiServer server)
{
    [Fact]
    public async Task A_user_is_known_to_the_API_server_by_name_and_groups()
    {
        using var alice = await server.ControlPlane.CreateClientAsync("alice", ["acme-devs"]);

        var refusal = await Assert.ThrowsAsync<HttpOperationException>(() => alice.CoreV1.ListNodeAsync());

        Assert.Equal(HttpStatusCode.Forbidden, refusal.Response.StatusCode);
        Assert.Contains("""User \"alice\" cannot list""", refusal.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_of_a_user_carries_its_rights()
    {
        string group = ApiServer.UniqueName("readers");
        await server.Admin.RbacAuthorizationV1.CreateClusterRoleBindingAsync(new V1ClusterRoleBinding
        {
            Metadata = new V1ObjectMeta { Name = group },
            RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "view" },
            Subjects = [new Rbacv1Subject { ApiGroup = "rbac.authorization.k8s.io", Kind = "Group", Name = group }],
        });
        using var reader = await server.ControlPlane.CreateClientAsync("somebody", [group]);

        Assert.NotEmpty((await reader.CoreV1.ListNamespaceAsync()).Items);
    }

    [Fact]
    public async Task A_deleted_namespace_goes_away()
    {
        string name = ApiServer.UniqueName("gone");
        var cancel = TestContext.Current.CancellationToken;
        await server.Admin.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = name } }, cancellationToken: cancel);

        await server.Admin.CoreV1.DeleteNamespaceAsync(name, cancellationToken: cancel);

        await Eventually.HoldsAsync(async () => (await server.Admin.CoreV1.ListNamespaceAsync(cancellationToken: cancel)).Items.All(n => n.Name() != name), cancel);
    }
}
