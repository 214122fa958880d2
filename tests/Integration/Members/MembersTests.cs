using System.Diagnostics;
using System.Globalization;
using k8s;
using k8s.Models;

namespace Integration.Members;

/// <summary>Who is put on a Tenant can act, and who is taken off it cannot, as the API server itself answers.</summary>
[Collection(OperatorCollection.Name)]
public sealed class MembersTests(RunningOperator @operator)
{
    private const string Alice = "  owners: [{kind: User, name: alice}]\n";
    private const string Dev = "  namespaces: {provision: [{name: dev}, {name: prod}]}\n";

    private readonly string _name = ApiServer.UniqueName("mem");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task Users_groups_and_service_accounts_have_their_roles_in_the_namespaces_that_are_theirs()
    {
        await @operator.ReadyTenantAsync(_name, Alice + Members(
            "{role: edit, subjects: [{kind: Group, name: devs}], namespaceSelector: {matchLabels: {stage: dev}}}",
            "{role: view, subjects: [{kind: User, name: bob}]}",
            "{role: owner, subjects: [{kind: ServiceAccount, name: robot, namespace: ci}]}",
            "{role: edit, subjects: [{kind: User, name: bob}], namespaceSelector: {matchLabels: {stage: prod}}}")
            + "  namespaces: {provision: [{name: dev, labels: {stage: dev}}, {name: prod, labels: {stage: prod}}]}\n");

        await MayAsync(true, "create", "pods", "dev", "somebody", "devs");
        await MayAsync(false, "create", "pods", "prod", "somebody", "devs");
        await MayAsync(false, "create", "rolebindings", "dev", "somebody", "devs");
        await MayAsync(true, "create", "rolebindings", "prod", "system:serviceaccount:ci:robot");
        // One of the same name elsewhere is another.
        await MayAsync(false, "create", "rolebindings", "prod", "system:serviceaccount:other:robot");
        // Named twice: both roles are his, each where it holds.
        await MayAsync(true, "list", "pods", "dev", "bob");
        await MayAsync(false, "create", "pods", "dev", "bob");
        await MayAsync(true, "create", "pods", "prod", "bob");
        // All of them read their own Tenant and namespaces, and no others.
        foreach (var who in new[] { "alice", "bob", "system:serviceaccount:ci:robot" })
            Assert.StartsWith("yes", (await Admin.TryAsync($"auth can-i get tenants/{_name} --as {who}")).Output, StringComparison.Ordinal);
        Assert.StartsWith("yes", (await Admin.TryAsync($"auth can-i get namespaces/{_name}-dev --as somebody --as-group devs")).Output, StringComparison.Ordinal);
        Assert.StartsWith("no", (await Admin.TryAsync("auth can-i get tenants --as bob")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_effective_at_once()
    {
        await @operator.ReadyTenantAsync(_name, Alice + Dev);
        List<TimeSpan> given = [], taken = [];
        for (var i = 0; i < 5; i++)
        {
            await Admin.ApplyAsync(RunningOperator.Tenant(_name, Alice + Dev + Members("{role: edit, subjects: [{kind: User, name: bob}]}")));
            given.Add(await UntilAsync(true));
            await Admin.ApplyAsync(RunningOperator.Tenant(_name, Alice + Dev));
            taken.Add(await UntilAsync(false));
        }

        foreach (var (what, times) in new[] { ("given", given), ("taken", taken) })
            TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{what}, ms after kubectl returned: {string.Join(", ", times.Select(t => t.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)))}"));
        // The watch, the queue, a write, and the API server's own cache of bindings. The first try finds it done as often as not.
        Assert.All(given.Concat(taken), t => Assert.True(t < TimeSpan.FromSeconds(5), $"{t}"));
        await Eventually.HoldsAsync(async () => !(await Admin.GetAsync($"clusterrolebinding tenant-operator:tenant:{_name}"))!.ToJsonString().Contains("\"bob\"", StringComparison.Ordinal), Cancel);

        async Task<TimeSpan> UntilAsync(bool allowed)
        {
            var watch = Stopwatch.StartNew();
            while (await MayAsync("create", "pods", "prod", "bob") != allowed)
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"not {(allowed ? "given" : "taken")} within a minute");
            return watch.Elapsed;
        }
    }

    [Fact]
    public async Task A_role_that_is_lowered_leaves_nothing_of_the_higher_one()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}, {kind: User, name: bob}]\n" + Dev + Members("{role: owner, subjects: [{kind: User, name: carol}]}"));
        await MayAsync(true, "create", "rolebindings", "dev", "bob");

        await @operator.ReadyTenantAsync(_name, Alice + Dev + Members("{role: view, subjects: [{kind: User, name: bob}, {kind: User, name: carol}]}"));

        foreach (var who in new[] { "bob", "carol" })
        {
            await MayAsync(true, "list", "pods", "dev", who);
            await MayAsync(false, "create", "rolebindings", "dev", who);
            await MayAsync(false, "create", "pods", "dev", who);
        }

        Assert.Equal(["tenant-members-view", "tenant-owners"], await Admin.NamesAsync($"rolebindings -n {_name}-dev"));
    }

    [Fact]
    public async Task A_selector_follows_the_labels_of_namespaces()
    {
        await @operator.ReadyTenantAsync(_name, Alice + Dev + Members("{role: edit, subjects: [{kind: User, name: bob}], namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [web]}]}}"));
        await MayAsync(false, "create", "pods", "dev", "bob");

        await Admin.RunAsync($"label namespace {_name}-dev team=web");
        await MayAsync(true, "create", "pods", "dev", "bob");
        await MayAsync(false, "create", "pods", "prod", "bob");

        await Admin.RunAsync($"label namespace {_name}-dev team=db --overwrite");
        await MayAsync(false, "create", "pods", "dev", "bob");
        Assert.Equal(["tenant-owners"], await Admin.NamesAsync($"rolebindings -n {_name}-dev"));
    }

    [Fact]
    public async Task A_listed_role_that_is_not_there_is_told_and_gives_its_rights_when_it_comes()
    {
        const string role = RunningOperator.ListedRole;
        await Admin.RunAsync($"delete clusterrole {role} --ignore-not-found");
        var manifest = RunningOperator.Tenant(_name, Alice + Dev + Members($"{{role: {role}, subjects: [{{kind: User, name: bob}}]}}"));
        // Each of both webhook processes.
        for (var i = 0; i < 4; i++)
            await Eventually.HoldsAsync(async () => (await Admin.TryAsync("apply --dry-run=server -f -", manifest)).Text.Contains($"there is no ClusterRole \"{role}\"", StringComparison.Ordinal), Cancel);
        await Admin.ApplyAsync(manifest);
        await @operator.WaitReadyAsync(_name);
        Assert.Equal("NoSuchClusterRole", (await @operator.ConditionAsync(_name, "MemberRoleMissing"))!["reason"]!.ToString());
        await Eventually.HoldsAsync(async () => (await Admin.RunAsync($"describe tenant {_name}")).Contains("Warning  NoSuchClusterRole", StringComparison.Ordinal), Cancel);

        await Admin.ApplyAsync($$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: {{role}}}
            rules: [{apiGroups: [metrics.k8s.io], resources: [pods], verbs: [get, list]}]
            """);
        await Eventually.HoldsAsync(async () => await @operator.ConditionAsync(_name, "MemberRoleMissing") is null, Cancel);
        await MayAsync(true, "list", "pods", "dev", "bob", group: "metrics.k8s.io");
        for (var i = 0; i < 4; i++)
            await Eventually.HoldsAsync(async () => !(await Admin.TryAsync("apply --dry-run=server -f -", manifest + "  description: same\n")).Text.Contains("Warning", StringComparison.Ordinal), Cancel);

        await Admin.RunAsync($"delete clusterrole {role}");
        await Admin.RunAsync($"create clusterrole {role} --verb=* --resource=pods");
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync("apply --dry-run=server -f -", manifest + "  description: same\n")).Text.Contains("can undo the tenant's walls", StringComparison.Ordinal), Cancel);
        await Admin.RunAsync($"delete clusterrole {role}");
        Assert.Contains("spec.members[0].role", await Admin.RefusedAsync("apply -f -", manifest.Replace(role, "cluster-admin", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_taken_off_and_has_bindings_of_the_tenants_own_making_is_told_of()
    {
        await @operator.ReadyTenantAsync(_name, Alice + Dev + Members("{role: edit, subjects: [{kind: User, name: bob}]}"));
        var alice = await @operator.UserAsync("alice");
        await alice.RunAsync($"create rolebinding helpers --clusterrole=tenant-operator:view --user=bob -n {_name}-dev");

        await @operator.ReadyTenantAsync(_name, Alice + Dev);

        await MayAsync(false, "create", "pods", "dev", "bob");
        await MayAsync(true, "list", "pods", "dev", "bob");
        var command = $"delete rolebinding helpers -n {_name}-dev";
        await Eventually.HoldsAsync(async () => (await Admin.RunAsync($"describe tenant {_name}")).Contains($"kubectl {command}", StringComparison.Ordinal), Cancel);
        await Admin.RunAsync(command);
        await MayAsync(false, "list", "pods", "dev", "bob");
    }

    [Fact]
    public async Task Hundreds_of_members_are_as_good_as_one()
    {
        var entries = Enumerable.Range(0, 10).Select(i =>
            $"{{role: {(i % 2 == 0 ? "edit" : "view")}, subjects: [{string.Join(", ", Enumerable.Range(0, 60).Select(j => $"{{kind: User, name: \"user-{i}-{j}@example.com\"}}"))}]}}");
        await @operator.ReadyTenantAsync(_name, Alice + Dev + Members([.. entries]));

        await MayAsync(true, "create", "pods", "prod", "user-8-59@example.com");
        await MayAsync(true, "list", "pods", "prod", "user-9-59@example.com");
        await MayAsync(false, "create", "pods", "prod", "user-9-59@example.com");
        Assert.Equal(601, (await Admin.GetAsync($"clusterrolebinding tenant-operator:tenant:{_name}"))!["subjects"]!.AsArray().Count);

        await @operator.ReadyTenantAsync(_name, Alice + Dev);
        await MayAsync(false, "list", "pods", "prod", "user-9-59@example.com");
    }

    private static string Members(params string[] entries) => $"  members:\n{string.Concat(entries.Select(e => $"  - {e}\n"))}";

    // Ready says that the bindings stand; the API server's authorizer sees them a moment later.
    private Task MayAsync(bool allowed, string verb, string resource, string ns, string user, string? memberOf = null, string? group = null) => Eventually.HoldsAsync(
        async () => await MayAsync(verb, resource, ns, user, memberOf, group) == allowed, Cancel, $"{user} {(allowed ? "may" : "may not")} {verb} {resource} in {ns}");

    private async Task<bool> MayAsync(string verb, string resource, string ns, string user, string? memberOf = null, string? group = null)
    {
        var review = new V1SubjectAccessReview
        {
            Spec = new()
            {
                User = user,
                Groups = memberOf is null ? null : [memberOf],
                ResourceAttributes = new()
                {
                    Group = group ?? (resource == "rolebindings" ? "rbac.authorization.k8s.io" : ""),
                    NamespaceProperty = $"{_name}-{ns}",
                    Resource = resource,
                    Verb = verb,
                },
            },
        };
        return (await @operator.Server.Admin.AuthorizationV1.CreateSubjectAccessReviewAsync(review, cancellationToken: Cancel)).Status.Allowed;
    }
}
