namespace Integration;

/// <summary>A tenant that is held still: its people read and do not write, what runs goes on, and lifting it brings everything back.</summary>
[Collection(OperatorCollection.Name)]
public sealed class SuspensionTests(RunningOperator @operator)
{
    private const string Spec = """
          contact: the platform team
          owners: [{kind: User, name: alice}]
          members: [{role: edit, subjects: [{kind: User, name: bob}]}]
          namespaces: {provision: [{name: dev}, {name: prod}]}
        """;

    private readonly string _name = ApiServer.UniqueName("held");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task Members_read_and_do_not_write_until_it_is_lifted()
    {
        await @operator.ReadyTenantAsync(_name, Spec);
        var alice = await @operator.UserAsync("alice");
        var bob = await @operator.UserAsync("bob");
        await alice.RunAsync($"create configmap kept -n {_name}-dev");

        await @operator.ReadyTenantAsync(_name, Spec + "\n  suspended: true\n");
        await UntilRefusedAsync(bob, $"create configmap probe -n {_name}-dev --dry-run=server");
        await UntilRefusedAsync(bob, $"create configmap probe -n {_name}-prod --dry-run=server");

        // A kind that no other rule guards, and one that others do; made, changed and deleted.
        foreach (var write in new[] { $"create configmap more -n {_name}-dev", $"label configmap kept a=b -n {_name}-dev", $"delete configmap kept -n {_name}-dev", $"create service clusterip web --tcp=80 -n {_name}-prod" })
            Assert.Contains("the tenant is suspended", await alice.RefusedAsync(write), StringComparison.Ordinal);
        Assert.Contains("ask the platform team", await bob.RefusedAsync($"create configmap more -n {_name}-dev"), StringComparison.Ordinal);
        Assert.Contains("kept", await bob.RunAsync($"get configmaps -n {_name}-dev"), StringComparison.Ordinal);
        Assert.StartsWith("yes", await bob.RunAsync($"auth can-i create configmaps -n {_name}-dev"), StringComparison.Ordinal);
        await Admin.RunAsync($"create configmap of-the-platform -n {_name}-dev");
        Assert.Equal("True", (await @operator.ConditionAsync(_name, "Suspended"))!["status"]!.ToString());
        Assert.Contains("True", (await Admin.RunAsync($"get tenant {_name} -o jsonpath={{.status.conditions[?(@.type==\"Suspended\")].status}}")), StringComparison.Ordinal);

        await @operator.ReadyTenantAsync(_name, Spec);
        await Eventually.HoldsAsync(async () => (await bob.TryAsync($"create configmap probe -n {_name}-dev --dry-run=server")).Succeeded, Cancel);
        await alice.RunAsync($"delete configmap kept -n {_name}-dev");
        await Eventually.HoldsAsync(
            async () => (await Admin.GetAsync($"namespace {_name}-prod"))!["metadata"]!["labels"]!["tenantoperator.io/suspended"] is null, Cancel);
        await Eventually.HoldsAsync(async () => (await EventsAsync()).IsSupersetOf(["Suspended", "SuspensionLifted"]), Cancel);
    }

    private static Task UntilRefusedAsync(Kubectl user, string write) => Eventually.HoldsAsync(async () => !(await user.TryAsync(write)).Succeeded, Cancel);

    private async Task<HashSet<string>> EventsAsync() =>
        [.. (await Admin.GetAsync($"events -n default --field-selector involvedObject.name={_name}"))!["items"]!.AsArray().Select(e => e!["reason"]!.ToString())];
}
