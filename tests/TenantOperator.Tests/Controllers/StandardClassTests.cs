using System.Text.Json;
using FakeApiServer;
using OperatorRuntime;
using TenantOperator.Controllers;

namespace TenantOperator.Tests.Controllers;

public sealed class StandardClassTests : IAsyncLifetime
{
    private const string Classes = "apis/tenantoperator.io/v1alpha1/tenantclasses";
    private const string IsDefault = "tenantoperator.io/is-default-class";

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Standard.Enabled = true;
        _cluster.Standard.Policy = JsonDocument.Parse("""{"quotas": [{"name": "pods", "hard": {"pods": 5}}]}""").RootElement;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task It_is_made_as_the_default_class_with_the_policy_of_the_settings()
    {
        await _cluster.ReconcileClassAsync("standard");

        Assert.Equal(("true", "5"), (Made()[IsDefault], Quota()));
        await _cluster.PutTenantAsync("acme", """{"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}]}}""");
        await _cluster.SettleAsync("acme");
        Assert.Equal(["tenant-quota-pods"], _cluster.Names("api/v1/resourcequotas"));
    }

    [Fact]
    public async Task It_is_not_the_default_where_another_class_is()
    {
        await _cluster.PutClassAsync("gold", "{}", isDefault: true);

        await _cluster.ReconcileClassAsync("standard");

        Assert.Equal("false", Made()[IsDefault]);
    }

    [Fact]
    public async Task One_that_is_there_is_never_changed()
    {
        await _cluster.PutClassAsync("standard", """{"policy": {"quotas": []}}""");
        await _cluster.ReconcileClassAsync("standard");

        Assert.Equal("false", Made()[IsDefault]);
        Assert.DoesNotContain(_cluster.Writes, w => !w.Path.EndsWith("/status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_deleted_comes_back()
    {
        await _cluster.ReconcileClassAsync("standard");
        await _cluster.DeleteAsync(Kinds.TenantClass, "standard");
        await _cluster.ReconcileClassAsync("standard");

        Assert.Equal("5", Quota());
    }

    [Fact]
    public async Task It_is_not_made_when_it_is_switched_off_nor_any_other_that_is_absent()
    {
        await _cluster.ReconcileClassAsync("gold");
        _cluster.Standard.Enabled = false;
        await _cluster.ReconcileClassAsync("standard");

        Assert.Empty(_cluster.Names(Classes));
    }

    [Fact]
    public async Task Who_was_faster_keeps_his()
    {
        _cluster.Server.Faults.NextWrite(new Fault.Answer(409, "AlreadyExists"));

        Assert.Equal(ReconciliationResult.Success, await _cluster.ReconcileClassAsync("standard"));
        Assert.Empty(_cluster.Names(Classes));
    }

    // 404: the definition is not there. 405: it is going.
    [Theory]
    [InlineData(403, "Forbidden", true)]
    [InlineData(422, "Invalid", true)]
    [InlineData(404, "NotFound", false)]
    [InlineData(405, "MethodNotAllowed", false)]
    [InlineData(500, "InternalError", false)]
    public async Task What_fails_is_tried_again_and_told_where_somebody_must_act(int code, string reason, bool told)
    {
        _cluster.SendEvents();
        // The transport itself repeats what a server answers with 5xx.
        for (var i = 0; i < 10; i++)
            _cluster.Server.Faults.Add(r => r.Method == "POST" && r.Path.EndsWith("/tenantclasses", StringComparison.Ordinal), new Fault.Answer(code, reason));
        Assert.Equal(code, (await Assert.ThrowsAsync<ApiException>(() => _cluster.ReconcileClassAsync("standard"))).Code);
        while (_cluster.Server.Faults.Pending > 0)
            await Assert.ThrowsAsync<ApiException>(() => _cluster.ReconcileClassAsync("standard"));

        await _cluster.ReconcileClassAsync("standard");
        await ApiServer.EventuallyAsync(() => Events().Contains("StandardClassMade"), "it is told that it was made");
        Assert.Equal(told, Events().Contains("StandardClassRefused"));
    }

    private IEnumerable<string> Events() => _cluster.Storage.All("api/v1/events").Select(e => e["reason"]!.ToString());

    private Dictionary<string, string> Made() =>
        _cluster.Storage.Get(FakeCluster.ClassPath("standard"))!["metadata"]!["annotations"]!.AsObject().ToDictionary(a => a.Key, a => a.Value!.ToString());

    private string Quota() => _cluster.Storage.Get(FakeCluster.ClassPath("standard"))!["spec"]!["policy"]!["quotas"]![0]!["hard"]!["pods"]!.ToString();
}
