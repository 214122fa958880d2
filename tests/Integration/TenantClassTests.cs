using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Integration;

/// <summary>Policy that tenants share: it reaches them, a change of it at a bounded pace, and it cannot be escaped or lost by accident.</summary>
[Collection(OperatorCollection.Name)]
public sealed class TenantClassTests(RunningOperator @operator)
{
    private const string Owners = "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}";

    private readonly string _id = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task A_class_gives_what_the_tenant_leaves_unset()
    {
        await Admin.ApplyAsync(Class("gold", """{policy: {quotas: [{name: objects, hard: {pods: "7"} }], namespaces: {limit: 3} } }"""));
        await TenantAsync("acme", $"  className: gold-{_id}\n{Owners}");
        await @operator.WaitReadyAsync($"acme-{_id}");

        Assert.Equal("7", (await Admin.GetAsync($"resourcequota tenant-quota-objects -n acme-{_id}-dev"))!["spec"]!["hard"]!["pods"]!.ToString());
        var status = (await Admin.GetAsync($"tenant acme-{_id}"))!["status"]!;
        Assert.Equal(("1/3", $"gold-{_id}", "7"), (status["namespaceSummary"]!.ToString(), status["className"]!.ToString(), status["effectivePolicy"]!["quotas"]![0]!["hard"]!["pods"]!.ToString()));
        await Eventually.HoldsAsync(async () => (await ClassAsync("gold"))["status"]?["progress"]?.ToString() == "1/1", Cancel);
        var table = (await Admin.RunAsync($"get tenantclasses gold-{_id}")).Split('\n');
        Assert.Equal(["NAME", "DEFAULT", "TENANTS", "PROGRESS", "AGE"], table[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_section_that_the_class_locks_cannot_be_set()
    {
        await Admin.ApplyAsync(Class("gold", """{policy: {pods: {securityStandard: Baseline} }, locked: [pods, network]}"""));

        // Both webhook processes say so.
        for (var i = 0; i < 4; i++)
            await Eventually.HoldsAsync(async () => (await Admin.TryAsync("create --dry-run=server -f -", RunningOperator.Tenant($"acme-{_id}", $"  className: gold-{_id}\n  pods: {{}}\n{Owners}"))).Text
                .Contains($"spec.pods: Forbidden: TenantClass \"gold-{_id}\" locks this section", StringComparison.Ordinal), Cancel);
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("create -f -", RunningOperator.Tenant($"acme-{_id}", $"  className: gold-{_id}\n{Owners}"))).Succeeded, Cancel);
        await @operator.WaitReadyAsync($"acme-{_id}");
        Assert.Equal("baseline", (await Admin.GetAsync($"namespace acme-{_id}-dev"))!["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]!.ToString());

        // A section that is locked later: what the tenant had set does nothing any more, and it is told.
        await Admin.ApplyAsync(Class("gold", "{}"));
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"patch tenant acme-{_id} --type merge -p {{\"spec\":{{\"quotas\":[{{\"name\":\"own\",\"hard\":{{\"pods\":\"9\"}}}}]}}}}")).Succeeded, Cancel);
        await QuotasAsync("acme", "tenant-quota-own");
        await Admin.ApplyAsync(Class("gold", "{locked: [quotas]}"));
        await QuotasAsync("acme");
        await Eventually.HoldsAsync(async () => (await @operator.ConditionAsync($"acme-{_id}", "SectionLocked"))?["message"]?.ToString().Contains("locks quotas", StringComparison.Ordinal) == true, Cancel);
    }

    [Fact]
    public async Task A_class_that_tenants_have_cannot_be_deleted_and_what_is_invalid_cannot_be_stored()
    {
        await Admin.ApplyAsync(Class("gold", "{}"));
        await TenantAsync("acme", $"  className: gold-{_id}\n{Owners}");
        await @operator.WaitReadyAsync($"acme-{_id}");

        for (var i = 0; i < 4; i++)
            Assert.Contains($"is the class of 1 tenant (acme-{_id})", await Admin.RefusedAsync($"delete tenantclass gold-{_id}"), StringComparison.Ordinal);
        Assert.Contains("spec.policy.namespaces.prefix", await Admin.RefusedAsync("apply -f -", Class("lead", "{policy: {namespaces: {prefix: a-} } }")), StringComparison.Ordinal);
        Assert.Contains("there is no such TenantClass", await Admin.RefusedAsync("apply -f -", RunningOperator.Tenant($"other-{_id}", $"  className: silver-{_id}\n{Owners}")), StringComparison.Ordinal);

        await @operator.UnprotectAsync($"acme-{_id}");
        await Admin.RunAsync($"delete tenant acme-{_id}");
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"delete tenantclass gold-{_id}")).Succeeded, Cancel);
    }

    [Fact]
    public async Task A_class_that_becomes_the_default_reaches_who_names_none_and_one_that_is_it_no_more_leaves_them()
    {
        await TenantAsync("acme", Owners);
        await @operator.WaitReadyAsync($"acme-{_id}");
        await Admin.ApplyAsync(Class("usual", """{policy: {quotas: [{name: objects, hard: {pods: "7"} }] } }"""));
        try
        {
            await Admin.RunAsync($"annotate tenantclass usual-{_id} tenantoperator.io/is-default-class=true");
            await QuotasAsync("acme", "tenant-quota-objects");
            await Eventually.HoldsAsync(async () => (await Admin.GetAsync($"tenant acme-{_id}"))!["status"]?["className"]?.ToString() == $"usual-{_id}", Cancel);
        }
        finally
        {
            await Admin.RunAsync($"annotate tenantclass usual-{_id} tenantoperator.io/is-default-class-");
        }

        await QuotasAsync("acme");
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync($"tenant acme-{_id}"))!["status"]?["className"] is null, Cancel);
    }

    [Fact]
    public async Task A_change_reaches_thirty_tenants_at_the_pace_that_was_set_and_tells_how_far_it_is()
    {
        const int count = 30;
        await Admin.ApplyAsync(Class("gold", """{policy: {quotas: [{name: objects, hard: {pods: "7"} }] } }"""));
        var names = Enumerable.Range(0, count).Select(i => $"t{i}-{_id}").ToArray();
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("apply -f -", string.Join("\n---\n", names.Select(n => RunningOperator.Tenant(n, $"  className: gold-{_id}\n{Owners}"))))).Succeeded, Cancel);
        await Eventually.HoldsAsync(async () => (await ClassAsync("gold"))["status"]?["progress"]?.ToString() == $"{count}/{count}", Cancel);

        var changed = Stopwatch.StartNew();
        await Admin.ApplyAsync(Class("gold", """{policy: {quotas: [{name: objects, hard: {pods: "8"} }] } }"""));
        var seen = new ConcurrentQueue<(TimeSpan At, int Reached, string Progress)>();
        do
        {
            var quotas = (await Admin.GetAsync("resourcequotas --all-namespaces"))!["items"]!.AsArray()
                .Count(q => q!["metadata"]!["namespace"]!.ToString().EndsWith($"-{_id}-dev", StringComparison.Ordinal) && q["spec"]!["hard"]!["pods"]!.ToString() == "8");
            var status = (await ClassAsync("gold"))["status"]!;
            seen.Enqueue((changed.Elapsed, quotas, (long)status["observedGeneration"]! == 2 ? status["progress"]!.ToString() : ""));
            Assert.True(changed.Elapsed < TimeSpan.FromSeconds(60), string.Join("\n", seen));
        }
        while (seen.Last().Progress != $"{count}/{count}");

        // A second's worth at once, and so many for each second that has gone by.
        Assert.All(seen, s => Assert.True(s.Reached <= RunningOperator.ClassTenantsPerSecond * (s.At.TotalSeconds + 1.1), $"{s.Reached} of {count} after {s.At}"));
        Assert.Contains(seen, s => s.Progress.Length > 0 && !s.Progress.StartsWith("0/", StringComparison.Ordinal) && s.Progress != $"{count}/{count}");
        Assert.Equal(count, seen.Last().Reached);
        Assert.Equal(["Ready: True", "Progressing: False"], (await ClassAsync("gold"))["status"]!["conditions"]!.AsArray().Select(c => $"{c!["type"]}: {c["status"]}"));
    }

    private string Class(string name, string spec) =>
        $"""
        apiVersion: tenantoperator.io/v1alpha1
        kind: TenantClass
        metadata: {"{"}name: {name}-{_id}{"}"}
        spec: {spec}
        """;

    private async Task<JsonNode> ClassAsync(string name) => (await Admin.GetAsync($"tenantclass {name}-{_id}"))!;

    // The class may not have come to both webhook processes yet.
    private Task TenantAsync(string name, string spec) =>
        Eventually.HoldsAsync(async () => (await Admin.TryAsync("apply -f -", RunningOperator.Tenant($"{name}-{_id}", spec))).Succeeded, Cancel, $"tenant {name} is let in");

    private Task QuotasAsync(string tenant, params string[] quotas) => Eventually.HoldsAsync(
        async () => (await Admin.NamesAsync($"resourcequotas -n {tenant}-{_id}-dev")).SequenceEqual(quotas), Cancel, $"quotas of {tenant}: {string.Join(", ", quotas)}");
}
