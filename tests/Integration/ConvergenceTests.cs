using System.Text.Json.Nodes;
using ControlPlanes.Installation;

namespace Integration;

/// <summary>A small look at what `make bench` measures at length: many tenants at once come to stand, for few writes, and then rest.</summary>
[Collection(OperatorCollection.Name)]
public sealed class ConvergenceTests(RunningOperator @operator)
{
    private const int Tenants = 20;
    private const int NamespacesEach = 5;

    // In each namespace: two quotas, limits, three network policies, two role bindings.
    private const int ObjectsEach = 8;

    private readonly string _id = ApiServer.UniqueName("crowd");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_tenants_at_once_stand_for_two_writes_a_namespace_beside_its_objects_and_are_then_left_alone()
    {
        var before = await WritesAsync();

        await @operator.Admin.ApplyAsync(string.Join("\n---\n", Enumerable.Range(0, Tenants).Select(Tenant)));
        await Eventually.HoldsAsync(AllAreReadyAsync, Cancel);
        await RestAsync();

        // A namespace is made and labelled. For each tenant: two cluster roles, two bindings, the finalizer, its ledger as it is made and as it is settled,
        // the status twice or thrice, three events; what other tests leave behind writes too.
        Assert.InRange(await WritesAsync() - before, Tenants * NamespacesEach * (ObjectsEach + 2), Tenants * ((NamespacesEach * (ObjectsEach + 3)) + 16));
    }

    private static string Provisioned => string.Join(", ", Enumerable.Range(0, NamespacesEach).Select(n => $"{{name: ns{n}}}"));

    private string Tenant(int number) => RunningOperator.Tenant(
        $"{_id}-{number}",
        $$"""
          owners: [{kind: User, name: alice}]
          members: [{role: edit, subjects: [{kind: Group, name: developers}]}]
          namespaces: {provision: [{{Provisioned}}]}
          quotas: [{name: compute, hard: {limits.cpu: "4"} }, {name: objects, hard: {pods: "50"} }]
          limitRanges: [{name: defaults, limits: [{type: Container, default: {cpu: 500m, memory: 512Mi} }]}]
        """);

    private async Task<bool> AllAreReadyAsync() => (await @operator.Admin.GetAsync("tenants"))!["items"]!.AsArray()
        .Count(t => t!["metadata"]!["name"]!.ToString().StartsWith(_id, StringComparison.Ordinal) && IsReady(t)) == Tenants;

    private static bool IsReady(JsonNode tenant) => tenant["status"]?["conditions"]?.AsArray().Any(c => c!["type"]!.ToString() == "Ready" && c["status"]!.ToString() == "True") == true;

    // Five seconds in which nothing is written: the ledgers are settled after two.
    private Task RestAsync()
    {
        var (last, since) = (-1.0, DateTimeOffset.UtcNow);
        return Eventually.HoldsAsync(
            async () =>
            {
                var now = await WritesAsync();
                if (now != last)
                    (last, since) = (now, DateTimeOffset.UtcNow);
                return DateTimeOffset.UtcNow - since > TimeSpan.FromSeconds(5);
            },
            Cancel, "the operator comes to rest");
    }

    private Task<double> WritesAsync() => ProcessRequests.ReadAsync([.. @operator.Installation.Controllers, .. @operator.Installation.Webhooks], Cancel);
}
