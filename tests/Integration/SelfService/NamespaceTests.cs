using Integration.Lifecycle.Watching;

namespace Integration.SelfService;

/// <summary>Owners make and delete namespaces, through two webhook processes.</summary>
[Collection(OperatorCollection.Name)]
public sealed class NamespaceTests(RunningOperator @operator)
{
    private const string Owners = """
          owners: [{kind: User, name: NAME-alice}, {kind: Group, name: NAME-admins}, {kind: ServiceAccount, name: gitops, namespace: NAME-dev}]
          namespaces: {provision: [{name: dev}], labels: {cost: a}, allowedLabels: [stage]}
        """;

    private readonly string _name = ApiServer.UniqueName("own");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task An_owner_makes_a_namespace_with_every_wall_and_deletes_it()
    {
        var alice = await TenantAsync();

        await alice.RunAsync($"create namespace {_name}-test");
        await ReadyInAsync($"{_name}-test");

        var labels = (await Admin.GetAsync($"namespace {_name}-test"))!["metadata"]!["labels"]!;
        Assert.Equal(
            (_name, "self-service", "a", "restricted"),
            (labels["tenantoperator.io/tenant"]!.ToString(), labels["tenantoperator.io/origin"]!.ToString(), labels["cost"]!.ToString(), labels["pod-security.kubernetes.io/enforce"]!.ToString()));
        Assert.Contains("tenant-default-deny", await Admin.NamesAsync($"networkpolicies -n {_name}-test"));
        await Eventually.HoldsAsync(
            async () => (await Admin.GetAsync($"tenant {_name}"))!["status"]!["namespaces"]!.AsArray().Any(n => n!["name"]!.ToString() == $"{_name}-test" && n["origin"]!.ToString() == "SelfService"), Cancel);
        await Eventually.HoldsAsync(async () => (await alice.TryAsync($"delete namespace {_name}-test --wait=false")).Succeeded, Cancel);
        await Eventually.HoldsAsync(async () => await Admin.GetAsync($"namespace {_name}-test") is null, Cancel);
        await Eventually.HoldsAsync(async () => (await PlacesAsync()).SequenceEqual([$"{_name}-dev"]), Cancel);
    }

    [Fact]
    public async Task The_walls_of_an_owners_namespace_stand_before_anybody_has_a_role_in_it()
    {
        await @operator.ReadyTenantAsync(_name, Spec() + "\n  quotas: [{name: q, scope: Namespace, hard: {pods: \"5\"}}]");
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"auth can-i create namespaces --as {_name}-alice")).Succeeded, Cancel);
        var alice = await @operator.UserAsync($"{_name}-alice");
        await using var watch = await WallWatch.StartAsync(@operator.Server.ControlPlane.KubeconfigPath, _name);

        await alice.RunAsync($"create namespace {_name}-test");
        await ReadyInAsync($"{_name}-test");

        await Eventually.HoldsAsync(() => Task.FromResult(watch.Changes.Any(c => c.Kind == "RoleBinding" && c.Namespace == $"{_name}-test")), Cancel);
        Assert.Empty(watch.OpenMoments());
    }

    [Fact]
    public async Task A_name_may_be_left_to_the_API_server()
    {
        var alice = await TenantAsync();

        var made = (await alice.RunAsync("create -o name -f -", $"apiVersion: v1\nkind: Namespace\nmetadata: {{generateName: {_name}-}}")).Trim()["namespace/".Length..];

        await ReadyInAsync(made);
        await Eventually.HoldsAsync(async () => (await PlacesAsync()).Contains(made), Cancel);
    }

    [Fact]
    public async Task What_was_moved_to_another_tenant_is_not_its_owners_to_delete_and_outlives_it()
    {
        var alice = await TenantAsync();
        var other = ApiServer.UniqueName("other");
        await @operator.ReadyTenantAsync(other, $"  owners: [{{kind: User, name: {other}-greta}}]\n  namespaces: {{provision: [{{name: dev}}]}}");
        await alice.RunAsync($"create namespace {_name}-test");
        await ReadyInAsync($"{_name}-test");

        await Admin.RunAsync($"label namespace {_name}-test --overwrite tenantoperator.io/tenant={other}");
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync($"rolebinding tenant-owners -n {_name}-test"))?["subjects"]?[0]?["name"]?.ToString() == $"{other}-greta", Cancel);

        Assert.Contains("orbidden", await Admin.RefusedAsync($"delete namespace {_name}-test --wait=false --as {other}-greta"), StringComparison.Ordinal);
        await @operator.UnprotectAsync(other);
        await Admin.RunAsync($"delete tenant {other} --timeout=60s");
        Assert.Null((await Admin.GetAsync($"namespace {_name}-test"))!["metadata"]!["deletionTimestamp"]);
    }

    [Fact]
    public async Task An_owner_deletes_no_namespace_that_the_spec_provisions()
    {
        var alice = await TenantAsync();

        Assert.Contains("orbidden", await alice.RefusedAsync($"delete namespace {_name}-dev --wait=false"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_and_service_accounts_own_as_users_do()
    {
        await TenantAsync();

        await Admin.RunAsync($"create namespace {_name}-a --as somebody --as-group {_name}-admins");
        await Admin.RunAsync($"create namespace {_name}-b --as system:serviceaccount:{_name}-dev:gitops");
        Assert.Contains("orbidden", await Admin.RefusedAsync($"create namespace {_name}-c --as system:serviceaccount:{_name}-dev:default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leaves_open_whose_it_is_is_asked_back()
    {
        var alice = await TenantAsync();

        Assert.Contains($"which of yours is it for? Begin the name with \"{_name}-\"", await alice.RefusedAsync($"create namespace {ApiServer.UniqueName("stray")}"), StringComparison.Ordinal);
        var contradiction = await alice.TryAsync("create -f -", $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {_name}-x, labels: {{tenantoperator.io/tenant: other}}}}");
        Assert.Contains("which is meant?", contradiction.Text, StringComparison.Ordinal);
        Assert.Null(await Admin.GetAsync($"namespace {_name}-x"));
    }

    [Fact]
    public async Task Owners_choose_listed_labels_alone()
    {
        var alice = await TenantAsync();

        await alice.RunAsync("create -f -", Namespace("a", "stage: dev"));
        Assert.Contains("namespaces/labels", await alice.RefusedAsync("create -f -", Namespace("b", "tier: gold")), StringComparison.Ordinal);

        string Namespace(string name, string label) => $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {_name}-{name}, labels: {{{label}}}}}";
    }

    [Fact]
    public async Task Without_self_service_owners_make_none()
    {
        await @operator.ReadyTenantAsync(_name, $"  owners: [{{kind: User, name: {_name}-alice}}]\n  namespaces: {{provision: [{{name: dev}}], selfService: false}}");

        Assert.Contains("orbidden", await Admin.RefusedAsync($"create namespace {_name}-test --as {_name}-alice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_owner_made_stays_when_the_spec_changes_and_goes_with_the_tenant()
    {
        var alice = await TenantAsync();
        await alice.RunAsync($"create namespace {_name}-test");
        await ReadyInAsync($"{_name}-test");

        await @operator.ReadyTenantAsync(_name, Spec().Replace("cost: a", "cost: b", StringComparison.Ordinal));
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync($"namespace {_name}-test"))!["metadata"]!["labels"]!["cost"]!.ToString() == "b", Cancel);

        await @operator.UnprotectAsync(_name);
        await Admin.RunAsync($"delete tenant {_name} --timeout=60s");
        Assert.Null(await Admin.GetAsync($"namespace {_name}-test"));
        await Eventually.HoldsAsync(async () => await Admin.GetAsync($"namespaceledger {_name}") is null, Cancel);
    }

    private string Spec() => Owners.Replace("NAME", _name, StringComparison.Ordinal);

    private async Task<Kubectl> TenantAsync()
    {
        await @operator.ReadyTenantAsync(_name, Spec());
        await Eventually.HoldsAsync(async () => (await Admin.TryAsync($"auth can-i create namespaces --as {_name}-alice")).Succeeded, Cancel);
        return await @operator.UserAsync($"{_name}-alice");
    }

    private Task ReadyInAsync(string ns) =>
        Eventually.HoldsAsync(async () => (await Admin.NamesAsync($"rolebindings -n {ns}")).Contains("tenant-owners", StringComparer.Ordinal), Cancel);

    private async Task<IReadOnlyList<string>> PlacesAsync() =>
        [.. (await Admin.GetAsync($"namespaceledger {_name}"))?["places"]?.AsObject().Select(e => e.Key) ?? []];
}
