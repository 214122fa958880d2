using System.Text.Json.Nodes;
using OperatorRuntime;
using TenantOperator.Controllers;
using TenantOperator.Controllers.Volumes;

namespace TenantOperator.Tests.Controllers;

public sealed class VolumeControllerTests : IAsyncLifetime
{
    private const string Path = "api/v1/persistentvolumes/pv-1";
    private const string Claim = "api/v1/namespaces/acme-dev/persistentvolumeclaims/data";

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        await NamespaceAsync("acme-dev", "acme");
        await NamespaceAsync("globex-dev", "globex");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_volume_is_labelled_with_the_tenant_of_its_claim_and_nothing_else_is_written()
    {
        await VolumeAsync("{}", Of("acme-dev"));

        await ReconcileAsync();

        Assert.Equal("acme", Label());
        var write = Assert.Single(_cluster.Writes);
        Assert.Contains("fieldManager=tenant-operator-volumes", write.Query, StringComparison.Ordinal);
        Assert.Contains("force=false", write.Query, StringComparison.Ordinal);
        Assert.Equal(["apiVersion", "kind", "metadata"], write.Body!.AsObject().Select(m => m.Key));
        Assert.Equal(["name", "uid", "labels"], write.Body["metadata"]!.AsObject().Select(m => m.Key));
    }

    [Fact]
    public async Task A_labelled_volume_is_left_alone()
    {
        await VolumeAsync("{}", Of("acme-dev"));
        await ReconcileAsync();
        _cluster.Server.Requests.Clear();

        await ReconcileAsync();

        Assert.Empty(_cluster.Writes);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    public async Task A_volume_that_is_claimed_by_nobodys_namespace_is_not_labelled(string ns)
    {
        await VolumeAsync("{}", Of(ns));

        await ReconcileAsync();

        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task A_free_volume_is_not_labelled()
    {
        await VolumeAsync("{}", "{}");

        await ReconcileAsync();

        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task A_volume_that_is_released_and_cleared_keeps_its_label()
    {
        await VolumeAsync("{}", Of("acme-dev"));
        await ReconcileAsync();

        await _cluster.EditAsync(Path, v => v["status"] = new JsonObject { ["phase"] = "Released" });
        await ReconcileAsync();
        Assert.Equal("acme", Label());

        await _cluster.EditAsync(Path, v => v["spec"]!.AsObject().Remove("claimRef"));
        await ReconcileAsync();
        Assert.Equal("acme", Label());
    }

    [Fact]
    public async Task A_label_never_moves_by_itself()
    {
        _cluster.SendEvents();
        await VolumeAsync("""{"tenantoperator.io/tenant": "acme"}""", Of("globex-dev"));

        await ReconcileAsync();

        Assert.Equal("acme", Label());
        Assert.Empty(_cluster.Writes);
        await EventAsync("default", "NotOfTheClaimsTenant", "is labelled for \"acme\"");
        // Whose it is is none of the claimant's business.
        var told = await EventAsync("globex-dev", "VolumeNotOfTenant", "is not of tenant \"globex\"");
        Assert.DoesNotContain("acme", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handing_on_a_released_volume_is_no_dispute()
    {
        await VolumeAsync("""{"tenantoperator.io/tenant": "globex"}""", Of("acme-dev"));
        await _cluster.EditAsync(Path, v => v["status"] = new JsonObject { ["phase"] = "Released" });

        Assert.Equal(ReconciliationResult.Success, await ReconcileAsync());
        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task A_volume_that_the_binder_picked_is_not_labelled_while_its_claim_is_not_bound()
    {
        _cluster.SendEvents();
        await PickedAsync(await ClaimAsync("Pending"));

        var result = await ReconcileAsync();

        Assert.Null(Label());
        Assert.NotNull(result.Delay);
        await EventAsync("default", "NotOfTheClaimsTenant", "is labelled for nobody");
        await EventAsync("acme-dev", "VolumeNotOfTenant", "Ask the platform's admins");
    }

    [Fact]
    public async Task A_volume_that_the_binder_picked_and_bound_before_the_walls_stood_is_labelled()
    {
        await PickedAsync(await ClaimAsync("Bound"));

        await ReconcileAsync();

        Assert.Equal("acme", Label());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_volume_that_the_binder_picked_for_a_claim_that_is_gone_is_not_labelled(bool isThereAnotherOfTheName)
    {
        if (isThereAnotherOfTheName)
            await ClaimAsync("Bound");
        await PickedAsync("of-the-one-before");

        Assert.Equal(ReconciliationResult.Success, await ReconcileAsync());
        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task An_admin_who_labels_at_the_same_moment_is_right()
    {
        await VolumeAsync("{}", Of("acme-dev"));
        await _cluster.ApplyAsync(Kinds.PersistentVolume, "kubectl", """{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "pv-1", "labels": {"tenantoperator.io/tenant": "globex"}}}""");
        // As the cache has it until the watch tells of that.
        await _cluster.EditAsync(Path, v => v["metadata"]!["labels"]!.AsObject().Remove("tenantoperator.io/tenant"));

        Assert.Equal(409, (await Assert.ThrowsAsync<ApiException>(ReconcileAsync)).Code);
        Assert.Null(Label());
    }

    [Fact]
    public async Task What_makes_a_volume_due_is_a_change_of_it_and_its_claims_namespace_coming_to_a_tenant()
    {
        var queue = new WorkQueue<NamespacedName>(VolumeController.Name, new RuntimeServices());
        new VolumeTriggers(_cluster.VolumeCache, _cluster.Caches.Namespaces, queue).Connect();

        await VolumeAsync("{}", Of("later"));
        Assert.Equal("pv-1", await NextAsync(queue));
        await NamespaceAsync("later", "acme");
        Assert.Equal("pv-1", await NextAsync(queue));
        // Of no concern: the next that is due is the one that comes after.
        await _cluster.EditAsync(Path, v => v["spec"]!["capacity"] = new JsonObject { ["storage"] = "2Gi" });
        await _cluster.PutAsync("api/v1/persistentvolumes/pv-2", Volume("pv-2", "{}", Of("acme-dev")));
        Assert.Equal("pv-2", await NextAsync(queue));
    }

    private static async Task<string> NextAsync(WorkQueue<NamespacedName> queue)
    {
        var key = (await queue.TakeAsync(TestContext.Current.CancellationToken)).Name;
        queue.Done(NamespacedName.Cluster(key));
        return key;
    }

    private static string Of(string ns, string uid = "1") => $$"""{"claimRef": {"namespace": "{{ns}}", "name": "data", "uid": "{{uid}}"} }""";

    private static string Volume(string name, string labels, string spec, string annotations = "{}") =>
        $$"""{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "{{name}}", "labels": {{labels}}, "annotations": {{annotations}} }, "spec": {{spec}}, "status": {"phase": "Bound"} }""";

    private Task VolumeAsync(string labels, string spec) => _cluster.PutAsync(Path, Volume("pv-1", labels, spec));

    private Task PickedAsync(string claimUid) =>
        _cluster.PutAsync(Path, Volume("pv-1", "{}", Of("acme-dev", claimUid), """{"pv.kubernetes.io/bound-by-controller": "yes"}"""));

    private async Task<string> ClaimAsync(string phase)
    {
        await _cluster.PutAsync(
            Claim,
            $$"""{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "data"}, "spec": {"volumeName": "pv-1"}, "status": {"phase": "{{phase}}"} }""");
        return _cluster.Storage.Get(Claim)!["metadata"]!["uid"]!.ToString();
    }

    private Task NamespaceAsync(string name, string tenant) => _cluster.PutAsync(
        $"api/v1/namespaces/{name}",
        $$"""{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "{{name}}", "labels": {"tenantoperator.io/tenant": "{{tenant}}"} } }""");

    private Task<ReconciliationResult> ReconcileAsync() => _cluster.ReconcileVolumeAsync("pv-1");

    private string? Label() => _cluster.Storage.Get(Path)!["metadata"]!["labels"]?["tenantoperator.io/tenant"]?.ToString();

    private async Task<string> EventAsync(string ns, string reason, string part)
    {
        string? message = null;
        await FakeApiServer.ApiServer.EventuallyAsync(
            () => (message = _cluster.Storage.All("api/v1/events").Where(e => e["metadata"]!["namespace"]!.ToString() == ns && e["reason"]!.ToString() == reason)
                .Select(e => e["message"]!.ToString()).FirstOrDefault()) is not null,
            $"an event {reason} in {ns}");
        Assert.Contains(part, message!, StringComparison.Ordinal);
        return message!;
    }
}
