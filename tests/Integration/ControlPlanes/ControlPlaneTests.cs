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
        using var admin = await server.ControlPlane.CreateClientAsync("somebody", ["system:masters"]);

        Assert.NotNull(await admin.CoreV1.ListSecretForAllNamespacesAsync());
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
