using ControlPlanes.Installation;

namespace Integration;

/// <summary>Hosts that two tenants want: whatever they do, and however close together, one of them has it.</summary>
[Collection(OperatorCollection.Name)]
public sealed class HostOwnershipTests(RunningOperator @operator)
{
    private readonly string _id = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task Of_two_tenants_that_are_made_at_the_same_moment_one_is_the_owner()
    {
        for (var round = 0; round < 3; round++)
        {
            string[] names = [$"a{round}-{_id}", $"b{round}-{_id}"];
            var host = $"r{round}-{_id}.example";
            var made = await Task.WhenAll(
                Admin.TryAsync("create -f -", Tenant(names[0], $"shop.{host}")), Admin.TryAsync("create -f -", Tenant(names[1], $"*.{host}")));
            Assert.Contains(made, m => m.Succeeded);
            Assert.All(made.Where(m => !m.Succeeded), m => Assert.Contains("a host belongs to one tenant", m.Text, StringComparison.Ordinal));

            // Either one was refused, or both are there and one of them is told.
            var stored = names.Zip(made).Where(m => m.Second.Succeeded).Select(m => m.First).ToArray();
            await Eventually.HoldsAsync(async () => (await ConflictsAsync(stored)).Count(c => c == "False") == 1 && (await ConflictsAsync(stored)).Count(c => c == "True") == stored.Length - 1, Cancel);
        }
    }

    [Fact]
    public async Task The_younger_of_two_is_told_and_refused_until_it_has_another_host()
    {
        string[] names = [$"a-{_id}", $"b-{_id}"];
        using (var client = @operator.Server.ControlPlane.CreateClient())
        {
            await new UnreviewedTenants(client).WhileAsync(() => Task.WhenAll(
                Admin.ApplyAsync(Tenant(names[0], $"shop.{_id}.example")), Admin.ApplyAsync(Tenant(names[1], $"*.{_id}.example"))), Cancel);
        }
        var (older, younger) = await ByAgeAsync(names);

        await Eventually.HoldsAsync(async () => (await ConflictsAsync([older, younger])) is ["False", "True"], Cancel);
        Assert.Contains($"of the older tenant {older}", (await @operator.ConditionAsync(younger, "HostsConflict"))!["message"]!.ToString(), StringComparison.Ordinal);
        await @operator.WaitReadyAsync(older);
        await Eventually.HoldsAsync(async () => (await @operator.ConditionAsync(younger, "Ready"))?["reason"]?.ToString() == "HostsConflict", Cancel);

        var alice = await @operator.UserAsync("alice");
        await alice.RunAsync("create -f -", Ingress(older, $"shop.{_id}.example"));
        // More than once: both webhook processes say so.
        for (var i = 0; i < 6; i++)
        {
            var refusal = await alice.RefusedAsync("create -f -", Ingress(younger, $"shop.{_id}.example"));
            Assert.Contains($"ingress/host-ownership: spec.rules[0].host: \"shop.{_id}.example\" belongs to tenant \"{older}\"", refusal, StringComparison.Ordinal);
        }

        // Who has the host already can change all but that, and is free as soon as it has another.
        await Admin.RunAsync($"patch tenant {younger} --type merge -p {{\"spec\":{{\"description\":\"younger\"}}}}");
        var taken = await Admin.RefusedAsync($"patch tenant {younger} --type merge -p {{\"spec\":{{\"ingress\":{{\"hosts\":[\"x.{_id}.example\",\"SHOP.{_id}.example.\"]}}}}}}");
        if (older == names[0])
            Assert.Contains($"overlaps \"shop.{_id}.example\" of tenant \"{older}\"", taken, StringComparison.Ordinal);
        await Admin.RunAsync($"patch tenant {younger} --type merge -p {{\"spec\":{{\"ingress\":{{\"hosts\":[\"free-{_id}.example\"]}}}}}}");
        await @operator.WaitReadyAsync(younger);
        Assert.Equal(["False", "False"], await ConflictsAsync([older, younger]));
        await Eventually.HoldsAsync(async () => (await alice.TryAsync("apply -f -", Ingress(younger, $"free-{_id}.example"))).Succeeded, Cancel);
    }

    private static string Tenant(string name, string host) => RunningOperator.Tenant(name, $$"""
          owners: [{kind: User, name: alice}]
          namespaces: {provision: [{name: dev}]}
          ingress: {hosts: ["{{host}}"], wildcards: true}
        """);

    private static string Ingress(string tenant, string host) =>
        $$"""
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: {{tenant}}-dev}
        spec:
          rules: [{host: "{{host}}", http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80} } } }]} }]
        """;

    private async Task<string[]> ConflictsAsync(IEnumerable<string> tenants)
    {
        var conditions = new List<string>();
        foreach (var tenant in tenants)
            conditions.Add((await @operator.ConditionAsync(tenant, "HostsConflict"))?["status"]?.ToString() ?? "");
        return [.. conditions];
    }

    private async Task<(string Older, string Younger)> ByAgeAsync(string[] names)
    {
        var created = new List<(string Created, string Name)>();
        foreach (var name in names)
            created.Add(((await Admin.GetAsync($"tenant {name}"))!["metadata"]!["creationTimestamp"]!.ToString(), name));
        created.Sort((a, b) => string.CompareOrdinal(a.Created, b.Created) is not 0 and var byAge ? byAge : string.CompareOrdinal(a.Name, b.Name));
        return (created[0].Name, created[1].Name);
    }
}
