using ControlPlanes;

namespace Integration;

/// <summary>How often the API server asks, by its own count: each call is latency for whoever waits.</summary>
[Collection(OperatorCollection.Name)]
public sealed class WebhookCallTests(RunningOperator @operator)
{
    private const string Ours = ".tenantoperator.io";
    private const int Objects = 3;
    private const int Rounds = 4;

    private readonly string _name = ApiServer.UniqueName("calls");

    public static TheoryData<string, int, string> Kinds => new()
    {
        { "a pod, which is mutated and validated", 2, """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "NAME"}, "spec": {"containers": [{"name": "c", "image": "registry.example.com/a:1"}]}}""" },
        { "a role, which has nothing to mutate", 1, """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "NAME"}, "rules": []}""" },
        { "a network policy, which has nothing to mutate", 1, """{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "NAME"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress"]}}""" },
        { "a config map, which no rule guards", 0, """{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "NAME"}}""" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task In_a_tenants_namespace_it_asks_just_what_is_needed(string what, int calls, string subject)
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}");
        await Eventually.HoldsAsync(async () => await @operator.Admin.GetAsync($"serviceaccount default -n {_name}-dev") is not null, TestContext.Current.CancellationToken);

        Assert.True(calls * Objects == await CallsAsync($"{_name}-dev", subject), what);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task In_a_namespace_of_no_tenant_it_does_not_ask(string what, int calls, string subject)
    {
        await @operator.Admin.RunAsync($"create namespace {_name}");
        await Eventually.HoldsAsync(async () => await @operator.Admin.GetAsync($"serviceaccount default -n {_name}") is not null, TestContext.Current.CancellationToken);

        Assert.True(await CallsAsync(_name, subject) == 0, $"{what}, {calls} in a tenant's namespace");
    }

    // The least of some rounds: what else goes on in the cluster only adds calls. Dry runs: nothing is stored that a controller would answer with requests of its own.
    private async Task<int> CallsAsync(string ns, string subject)
    {
        var least = int.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = await WebhookCalls.CountAsync(@operator.Server.Admin, Ours, TestContext.Current.CancellationToken);
            for (var i = 0; i < Objects; i++)
                await @operator.Admin.RunAsync($"create --dry-run=server --validate=false -n {ns} -f -", subject.Replace("NAME", $"o{i}", StringComparison.Ordinal));
            least = Math.Min(least, await WebhookCalls.CountAsync(@operator.Server.Admin, Ours, TestContext.Current.CancellationToken) - before);
        }
        return least;
    }
}
