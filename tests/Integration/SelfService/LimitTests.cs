using System.Text.Json.Nodes;
using ControlPlanes;
using OperatorRuntime;

namespace Integration.SelfService;

/// <summary>The limit is exact, whoever asks at the same moment and of which webhook process.</summary>
[Collection(OperatorCollection.Name)]
public sealed class LimitTests(RunningOperator @operator)
{
    private const int Limit = 10;
    private const int Concurrent = 64;
    private const int Repetitions = 20;

    private static readonly ResourceType Namespaces = new("", "v1", "namespaces", "Namespace", false);

    private readonly string _name = ApiServer.UniqueName("limit");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task Of_64_requests_at_the_same_moment_just_as_many_come_through_as_the_limit_leaves()
    {
        using var alice = await OwnerAsync();
        using var admin = KubeTransport.Create(@operator.Server.ControlPlane.KubeconfigPath);
        for (var round = 0; round < Repetitions; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, Concurrent).Select(i => TryCreateAsync(alice, $"{_name}-{round}-{i}")));

            var made = results.Count(r => r is null);
            Assert.Equal(Limit - 1, made);
            Assert.Equal(Limit, (await NamesAsync(admin)).Length);
            Assert.All(results.OfType<ApiException>(), r => Assert.Contains("limit", r.Message, StringComparison.Ordinal));
            await DeleteAllButProvisionedAsync(admin);
        }
    }

    [Fact]
    public async Task A_dry_run_takes_no_place()
    {
        using var alice = await OwnerAsync();
        var kubectl = await @operator.UserAsync($"{_name}-alice");
        var before = await LedgerAsync();

        await kubectl.RunAsync($"create namespace {_name}-dry --dry-run=server");

        Assert.Equal(before, await LedgerAsync());
    }

    [Fact]
    public async Task A_request_that_a_rule_refuses_takes_no_place()
    {
        using var alice = await OwnerAsync();
        var before = await LedgerAsync();

        var body = Body($"{_name}-refused");
        body["metadata"]!["labels"] = new JsonObject { ["tier"] = "gold" };
        await Assert.ThrowsAsync<ApiException>(() => alice.CreateAsync(Namespaces, body, "test", Cancel));

        Assert.Equal(before, await LedgerAsync());
    }

    [Fact]
    public async Task A_place_whose_namespace_never_comes_is_given_back_after_a_minute()
    {
        using var alice = await OwnerAsync();
        var refusing = $"refuse-{_name}";
        // Called beside ours, and nobody answers: the request is refused after the place was taken.
        await Admin.ApplyAsync($$"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: {{refusing}}}
            webhooks:
            - name: dead.example.com
              clientConfig: {url: "https://127.0.0.1:1/dead"}
              rules: [{apiGroups: [""], apiVersions: ["v1"], operations: [CREATE], resources: [namespaces]}]
              objectSelector: {matchLabels: {"tenantoperator.io/tenant": {{_name}} } }
              failurePolicy: Fail
              sideEffects: None
              admissionReviewVersions: [v1]
            """);
        try
        {
            await Eventually.HoldsAsync(async () => await TryCreateAsync(alice, $"{_name}-never") is { } refusal && refusal.Message.Contains("dead", StringComparison.Ordinal), Cancel);
        }
        finally
        {
            await Admin.RunAsync($"delete validatingwebhookconfiguration {refusing}");
        }

        var taken = DateTimeOffset.UtcNow;
        Assert.Contains($"{_name}-never", await LedgerAsync(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => !(await LedgerAsync()).Contains("-never", StringComparison.Ordinal), Cancel);
        Assert.InRange(DateTimeOffset.UtcNow - taken, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task At_the_limit_a_name_that_is_taken_costs_nothing_and_a_new_one_waits_for_one_to_go()
    {
        using var alice = await OwnerAsync(limit: 2);
        Assert.Null(await TryCreateAsync(alice, $"{_name}-a"));

        Assert.Equal("AlreadyExists", (await TryCreateAsync(alice, $"{_name}-a"))?.Reason);
        Assert.Contains("2 of 2 namespaces", (await TryCreateAsync(alice, $"{_name}-b"))?.Message, StringComparison.Ordinal);
        await Admin.RunAsync($"delete namespace {_name}-a");
        await Eventually.HoldsAsync(async () => await TryCreateAsync(alice, $"{_name}-b") is null, Cancel);
        Assert.Contains("2 of 2 namespaces", (await TryCreateAsync(alice, $"{_name}-a"))?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_lowered_below_the_count_takes_nothing_away_and_lets_nothing_be_made()
    {
        using var alice = await OwnerAsync(limit: 3);
        foreach (var name in new[] { "a", "b" })
            Assert.Null(await TryCreateAsync(alice, $"{_name}-{name}"));

        await @operator.ReadyTenantAsync(_name, Spec(limit: 1));

        await Eventually.HoldsAsync(async () => await TryCreateAsync(alice, $"{_name}-dry-{Guid.NewGuid():N}"[..50]) is { } refusal && refusal.Message.Contains("3 of 1 namespaces", StringComparison.Ordinal), Cancel);
        Assert.Equal(3, (await Admin.NamesAsync($"namespaces -l tenantoperator.io/tenant={_name}")).Length);
    }

    [Fact]
    public async Task With_a_webhook_process_that_dies_in_between_there_are_never_more_than_the_limit_and_no_place_is_lost()
    {
        using var alice = await OwnerAsync();
        using var admin = KubeTransport.Create(@operator.Server.ControlPlane.KubeconfigPath);
        var victim = @operator.Installation.Webhooks[0];

        var creating = Task.WhenAll(Enumerable.Range(0, Concurrent).Select(i => TryCreateAsync(alice, $"{_name}-{i}")));
        await Eventually.HoldsAsync(async () => (await LedgerAsync()).Contains("takenAt", StringComparison.Ordinal), Cancel);
        await victim.KillAsync();
        var made = (await creating).Count(r => r is null);
        await victim.StartAsync();
        await Eventually.HoldsAsync(() => victim.IsReadyAsync(Cancel), Cancel);

        Assert.Equal(made + 1, (await NamesAsync(admin)).Length);
        Assert.InRange(made + 1, 1, Limit);
        for (var missing = Limit - 1 - made; missing > 0; missing--)
            await Eventually.HoldsAsync(async () => await TryCreateAsync(alice, $"{_name}-late-{missing}") is null, Cancel);
        Assert.NotNull(await TryCreateAsync(alice, $"{_name}-more"));
        Assert.Equal(Limit, (await NamesAsync(admin)).Length);
    }

    [Fact]
    public async Task Without_the_definition_of_the_ledgers_owners_make_none_and_read_why()
    {
        using var alice = await OwnerAsync();
        await Admin.RunAsync("delete crd namespaceledgers.tenantoperator.io --timeout=60s");
        try
        {
            Assert.Contains("is the definition namespaceledgers.tenantoperator.io installed?", (await TryCreateAsync(alice, $"{_name}-a"))?.Message, StringComparison.Ordinal);
        }
        finally
        {
            await Admin.RunAsync($"apply -f {Repository.PathOf("config", "crd", "namespaceledgers.yaml")}");
        }

        await Eventually.HoldsAsync(async () => await TryCreateAsync(alice, $"{_name}-a") is null, Cancel);
        // The controller watches again: the place gets its namespace's uid.
        await Eventually.HoldsAsync(async () => await LedgerAsync() is { Length: > 0 } ledger && !ledger.Contains("takenAt", StringComparison.Ordinal), Cancel);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("update")]
    [InlineData("patch")]
    [InlineData("delete")]
    public async Task No_owner_has_a_right_on_ledgers(string verb)
    {
        using var alice = await OwnerAsync();

        Assert.False((await Admin.TryAsync($"auth can-i {verb} namespaceledgers --as {_name}-alice")).Succeeded);
    }

    private string Spec(int limit) => $"  owners: [{{kind: User, name: {_name}-alice}}]\n  namespaces: {{limit: {limit}, provision: [{{name: dev}}]}}";

    private async Task<KubeTransport> OwnerAsync(int limit = Limit)
    {
        await @operator.ReadyTenantAsync(_name, Spec(limit));
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"auth can-i create namespaces --as {_name}-alice")).Succeeded, Cancel);
        // The controller enters the uid of what it has seen: then the ledger is at rest.
        await Eventually.HoldsAsync(async () => await LedgerAsync() is { Length: > 0 } ledger && !ledger.Contains("takenAt", StringComparison.Ordinal), Cancel);
        return KubeTransport.Create(await @operator.Server.ControlPlane.KubeconfigForAsync($"{_name}-alice", []));
    }

    private static JsonObject Body(string name) => new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } };

    private static async Task<ApiException?> TryCreateAsync(KubeTransport owner, string name)
    {
        try
        {
            (await owner.CreateAsync(Namespaces, Body(name), "test", Cancel)).Dispose();
            return null;
        }
        catch (ApiException e)
        {
            return e;
        }
    }

    private async Task<string[]> NamesAsync(KubeTransport admin)
    {
        using var page = await admin.ListPageAsync(Namespaces, new() { LabelSelector = $"tenantoperator.io/tenant={_name}" }, Cancel);
        return [.. page.Items.Select(n => n.GetProperty("metadata").GetProperty("name").GetString()!)];
    }

    private async Task DeleteAllButProvisionedAsync(KubeTransport admin)
    {
        foreach (var name in (await NamesAsync(admin)).Where(n => n != $"{_name}-dev"))
            await admin.DeleteAsync(Namespaces, NamespacedName.Cluster(name), null, Cancel);
        await Eventually.HoldsAsync(async () => (await NamesAsync(admin)).Length == 1 && (JsonNode.Parse(await LedgerAsync())?.AsObject().Count ?? 0) == 1, Cancel);
    }

    private async Task<string> LedgerAsync() => (await Admin.GetAsync($"namespaceledger {_name}"))?["places"]?.ToJsonString() ?? "";
}
