using System.Text.Json.Nodes;
using FakeApiServer;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Ledgers;

namespace TenantOperator.Tests.Controllers;

public sealed class LedgerControllerTests : IAsyncLifetime
{
    private const string Path = "apis/tenantoperator.io/v1alpha1/namespaceledgers/acme";

    private FakeCluster _cluster = null!;

    // Of the namespace that is there.
    private string _uid = "";

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        await _cluster.PutTenantAsync("acme", """{"owners":[{"kind":"User","name":"alice"}]}""");
        await NamespaceAsync("acme-dev", "acme");
        _uid = _cluster.Storage.Get("api/v1/namespaces/acme-dev")!["metadata"]!["uid"]!.ToString();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_place_keeps_the_uid_of_its_namespace_once_that_is_seen()
    {
        await LedgerAsync(("acme-dev", Taken(ago: 2)));

        Assert.Equal(ReconciliationResult.Success, await ReconcileAsync());

        Assert.Equal($"{{\"acme-dev\":{Seen()}}}", Places());
    }

    [Fact]
    public async Task Namespaces_that_come_one_after_the_other_are_told_in_one_write()
    {
        await LedgerAsync(("acme-dev", Taken(ago: 1)));

        Assert.Equal(TimeSpan.FromSeconds(1), (await ReconcileAsync()).Delay);

        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task What_is_given_back_takes_the_newest_along()
    {
        await LedgerAsync(("acme-dev", Taken(ago: 1)), ("acme-gone", """{"uid":"u2"}"""));

        await ReconcileAsync();

        Assert.Equal($"{{\"acme-dev\":{Seen()}}}", Places());
    }

    [Fact]
    public async Task What_is_as_it_should_be_is_not_written_again()
    {
        await LedgerAsync(("acme-dev", Seen()));

        await ReconcileAsync();

        Assert.Empty(_cluster.Writes);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task A_place_whose_namespace_never_comes_is_kept_for_a_minute(int seconds, bool isKept)
    {
        await LedgerAsync(("acme-never", Taken(seconds)), ("acme-dev", Seen()));

        var result = await ReconcileAsync();

        Assert.Equal(isKept ? TimeSpan.FromSeconds(1) : null, result.Delay);
        Assert.Equal(isKept, Places().Contains("never", StringComparison.Ordinal));
        Assert.Equal(isKept ? 2 : 1, (int)_cluster.Storage.Get(Path)!["taken"]!);
    }

    [Fact]
    public async Task The_place_of_a_namespace_that_is_gone_is_given_back_at_once()
    {
        await LedgerAsync(("acme-dev", Seen()), ("acme-gone", """{"uid":"u2"}"""));

        await ReconcileAsync();

        Assert.Equal($"{{\"acme-dev\":{Seen()}}}", Places());
    }

    [Fact]
    public async Task A_namespace_that_a_new_ledger_missed_is_entered()
    {
        await LedgerAsync();

        await ReconcileAsync();

        Assert.Equal($"{{\"acme-dev\":{Seen()}}}", Places());
        Assert.Equal(1, (int)_cluster.Storage.Get(Path)!["taken"]!);
    }

    [Fact]
    public async Task A_place_that_was_taken_anew_waits_for_the_successor_while_the_one_before_is_seen()
    {
        await LedgerAsync(("acme-dev", Taken(ago: 1, _uid)));

        Assert.Equal(TimeSpan.FromSeconds(59), (await ReconcileAsync()).Delay);

        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task The_successor_that_does_not_come_leaves_the_place_to_the_one_that_is_still_there()
    {
        await LedgerAsync(("acme-dev", Taken(ago: 61, _uid)));

        await ReconcileAsync();

        Assert.Equal($"{{\"acme-dev\":{Seen()}}}", Places());
    }

    [Fact]
    public async Task A_namespace_that_went_to_another_tenant_has_no_place_any_more()
    {
        await NamespaceAsync("acme-moved", "globex");
        await LedgerAsync(("acme-dev", Seen()), ("acme-moved", """{"uid":"u3"}"""));

        await ReconcileAsync();

        Assert.Equal($"{{\"acme-dev\":{Seen()}}}", Places());
    }

    [Fact]
    public async Task A_place_that_is_taken_at_the_same_moment_stays_taken()
    {
        await LedgerAsync(("acme-gone", """{"uid":"u2"}"""));
        _cluster.Server.Faults.Add(r => r.Method == "PATCH", new Fault.Answer(409, "Conflict"));

        Assert.NotNull((await ReconcileAsync()).Delay);

        Assert.Contains("acme-gone", Places(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_write_holds_for_the_version_alone_that_was_judged()
    {
        await LedgerAsync(("acme-gone", """{"uid":"u2"}"""));
        var version = _cluster.Storage.Get(Path)!["metadata"]!["resourceVersion"]!.ToString();

        await ReconcileAsync();

        Assert.Equal(version, Assert.Single(_cluster.Writes).Body!["metadata"]!["resourceVersion"]!.ToString());
    }

    [Fact]
    public async Task The_ledger_goes_with_its_tenant()
    {
        await LedgerAsync(("acme-dev", Seen()));
        await _cluster.DeleteAsync(TenantOperator.Controllers.Kinds.Tenant, "acme");

        await ReconcileAsync();

        Assert.Null(_cluster.Storage.Get(Path));
    }

    [Fact]
    public async Task Nothing_is_given_back_while_the_API_server_does_not_say_whether_the_namespace_is_there()
    {
        await LedgerAsync(("acme-gone", """{"uid":"u2"}"""));
        _cluster.Server.Faults.Add(r => r.Path.EndsWith("namespaces/acme-gone", StringComparison.Ordinal), new Fault.Answer(403, "Forbidden"));

        await Assert.ThrowsAsync<ApiException>(ReconcileAsync);

        Assert.Empty(_cluster.Writes);
    }

    [Theory]
    [InlineData("""["acme-dev"]""")]
    [InlineData("""{"acme-dev": 5}""")]
    [InlineData("""{"acme-dev": {"takenAt": "yesterday"}}""")]
    public async Task What_is_no_ledger_is_left_alone(string places)
    {
        await PutAsync(places);

        Assert.Equal(ReconciliationResult.Success, await ReconcileAsync());

        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task What_makes_a_ledger_due_is_a_change_of_it_and_a_namespace_that_comes_or_goes()
    {
        var queue = new WorkQueue<NamespacedName>(LedgerController.Name, new RuntimeServices());
        new LedgerTriggers(_cluster.Ledgers, _cluster.Caches, queue).Connect();

        await LedgerAsync();
        Assert.Equal("acme", await NextAsync(queue));
        await NamespaceAsync("globex-a", "globex");
        Assert.Equal("globex", await NextAsync(queue));
        // Of no concern: the next that is due is the one that comes after.
        await _cluster.EditAsync("api/v1/namespaces/globex-a", n => n["metadata"]!["annotations"] = new JsonObject { ["a"] = "b" });
        await _cluster.DeleteAsync(TenantOperator.Controllers.Kinds.Namespace, "acme-dev");
        Assert.Equal("acme", await NextAsync(queue));
    }

    private static async Task<string> NextAsync(WorkQueue<NamespacedName> queue)
    {
        var key = await queue.TakeAsync(TestContext.Current.CancellationToken);
        queue.Done(key);
        return key.Name;
    }

    private string Seen() => $"{{\"uid\":\"{_uid}\"}}";

    private string Taken(int ago, string? uid = null) =>
        new JsonObject { ["takenAt"] = _cluster.Time.GetUtcNow().AddSeconds(-ago).ToString("O"), ["uid"] = uid }.ToJsonString();

    private Task LedgerAsync(params (string Name, string Place)[] places) => PutAsync($"{{{string.Join(',', places.Select(p => $"\"{p.Name}\":{p.Place}"))}}}");

    private Task PutAsync(string places) => _cluster.PutAsync(
        Path, $$"""{"apiVersion":"tenantoperator.io/v1alpha1","kind":"{{nameof(NamespaceLedger)}}","metadata":{"name":"acme"},"taken":2,"places":{{places}} }""");

    private Task NamespaceAsync(string name, string tenant) => _cluster.PutAsync(
        $"api/v1/namespaces/{name}", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}","labels":{"tenantoperator.io/tenant":"{{{tenant}}}"} } }""");

    private Task<ReconciliationResult> ReconcileAsync() => _cluster.ReconcileLedgerAsync("acme");

    private string Places() => _cluster.Storage.Get(Path)!["places"]!.ToJsonString();
}
