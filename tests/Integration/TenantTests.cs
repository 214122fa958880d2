namespace Integration;

/// <summary>A tenant's life, as its platform admin sees it.</summary>
[Collection(OperatorCollection.Name)]
public sealed class TenantTests(RunningOperator @operator)
{
    private const string ThreeLines = """
          owners: [{kind: User, name: alice}]
          namespaces: {provision: [{name: dev}]}
        """;

    private readonly string _name = ApiServer.UniqueName("t");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Kubectl Admin => @operator.Admin;

    [Fact]
    public async Task A_three_line_tenant_gets_every_wall()
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines);

        var ns = await Admin.GetAsync($"namespace {_name}-dev");
        Assert.Equal(_name, ns!["metadata"]!["labels"]!["tenantoperator.io/tenant"]!.ToString());
        Assert.Equal("restricted", ns["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]!.ToString());
        Assert.Equal(["tenant-allow-dns", "tenant-allow-same-tenant", "tenant-default-deny"], await Admin.NamesAsync($"networkpolicies -n {_name}-dev"));
        Assert.Equal(["tenant-owners"], await Admin.NamesAsync($"rolebindings -n {_name}-dev"));
        Assert.Equal("yes", (await Admin.RunAsync($"auth can-i create deployments -n {_name}-dev --as alice")).Trim());
        Assert.Equal("yes", (await Admin.RunAsync($"auth can-i get tenants/{_name} --as alice")).Trim());
        Assert.Equal("yes", (await Admin.RunAsync($"auth can-i get namespaces/{_name}-dev --as alice")).Trim());
        Assert.StartsWith("no", (await Admin.TryAsync("auth can-i list secrets -n kube-system --as alice")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_and_events_tell_how_the_tenant_is()
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines);

        var tenant = (await Admin.GetAsync($"tenant {_name}"))!;
        Assert.Equal("1/10", tenant["status"]!["namespaceSummary"]!.ToString());
        var ns = Assert.Single(tenant["status"]!["namespaces"]!.AsArray())!;
        Assert.Equal((_name + "-dev", "Active", "Provisioned", true), (ns["name"]!.ToString(), ns["phase"]!.ToString(), ns["origin"]!.ToString(), (bool)ns["ready"]!));
        Assert.Equal(1, (long)tenant["status"]!["observedGeneration"]!);
        Assert.Equal(["Ready", "NamespacesReady", "Suspended", "HostsConflict", "Compliant"], tenant["status"]!["conditions"]!.AsArray().Select(c => c!["type"]!.ToString()));
        Assert.Contains("tenantoperator.io/tenant", tenant["metadata"]!["finalizers"]!.AsArray().Select(f => f!.ToString()));
        await Eventually.HoldsAsync(async () => (await EventReasonsAsync(_name)).IsSupersetOf(["NamespaceCreated", "Ready"]), Cancel);
    }

    [Fact]
    public async Task Kubectl_shows_and_explains_tenants()
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines);

        var table = (await Admin.RunAsync($"get tenants {_name}")).Split('\n');
        Assert.Equal(["NAME", "READY", "NAMESPACES", "SUSPENDED", "AGE"], table[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal([_name, "True", "1/10", "False"], table[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..4]);
        Assert.Contains("OWNERS", await Admin.RunAsync("get tn -o wide"), StringComparison.Ordinal);
        var explained = await Admin.RunAsync("explain tenant.spec.network");
        Assert.Contains("isolation", explained, StringComparison.Ordinal);
        Assert.Contains("Who may talk to the tenant's pods", explained, StringComparison.Ordinal);
        var described = await Admin.RunAsync($"describe tenant {_name}");
        Assert.Contains("Made namespace", described, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_tenant_gets_quotas_limits_and_members()
    {
        await @operator.ReadyTenantAsync(_name, """
              owners: [{kind: User, name: alice}]
              members:
              - {role: edit, subjects: [{kind: Group, name: devs}], namespaceSelector: {matchLabels: {stage: dev}}}
              namespaces:
                provision: [{name: dev, labels: {stage: dev}}, {name: prod, labels: {stage: prod}}]
                labels: {cost-center: "4711"}
              quotas:
              - {name: compute, hard: {requests.cpu: "1500m", requests.memory: 1.5Gi, pods: "10"}}
              limitRanges:
              - {name: defaults, limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}}]}
              network:
                egress: {internet: true, cidrs: ["10.20.0.0/16"], except: ["10.20.9.0/24"]}
            """);

        Assert.Contains("tenant-quota-compute", await Admin.NamesAsync($"resourcequotas -n {_name}-dev"));
        Assert.Contains("tenant-limits-defaults", await Admin.NamesAsync($"limitranges -n {_name}-prod"));
        Assert.Contains("tenant-allow-egress", await Admin.NamesAsync($"networkpolicies -n {_name}-prod"));
        Assert.Contains("tenant-members-edit", await Admin.NamesAsync($"rolebindings -n {_name}-dev"));
        Assert.DoesNotContain("tenant-members-edit", await Admin.NamesAsync($"rolebindings -n {_name}-prod"));
        Assert.Equal("4711", (await Admin.GetAsync($"namespace {_name}-prod"))!["metadata"]!["labels"]!["cost-center"]!.ToString());
    }

    [Fact]
    public async Task Nothing_is_written_at_rest()
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines);
        var before = await VersionsAsync();

        // Every namespace and the tenant are made due by a change that asks for nothing.
        await Admin.RunAsync($"annotate namespace {_name}-dev example.com/touched=yes");
        await Admin.RunAsync($"annotate tenant {_name} example.com/touched=yes");
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal(before, await VersionsAsync());

        async Task<string> VersionsAsync() => await Admin.RunAsync(
            $"get resourcequotas,limitranges,networkpolicies,rolebindings -n {_name}-dev -o jsonpath={{.items[*].metadata.resourceVersion}}");
    }

    [Theory]
    [InlineData("networkpolicy/tenant-default-deny")]
    [InlineData("rolebinding/tenant-owners")]
    public async Task A_managed_object_that_is_deleted_comes_back(string what)
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines);
        var uid = (await Admin.GetAsync($"{what} -n {_name}-dev"))!["metadata"]!["uid"]!.ToString();

        await Admin.RunAsync($"delete {what} -n {_name}-dev");

        await Eventually.HoldsAsync(async () => await Admin.GetAsync($"{what} -n {_name}-dev") is { } now && now["metadata"]!["uid"]!.ToString() != uid, Cancel);
    }

    [Fact]
    public async Task A_wall_that_is_opened_closes_again_and_so_does_one_whose_labels_are_taken()
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines);

        await Admin.RunAsync(
            $"patch networkpolicy tenant-default-deny -n {_name}-dev --type merge -p {{\"spec\":{{\"ingress\":[{{}}]}}}}");
        await Eventually.HoldsAsync(async () => (await Admin.GetAsync($"networkpolicy/tenant-default-deny -n {_name}-dev"))!["spec"]!["ingress"] is null, Cancel);

        await Admin.RunAsync($"label networkpolicy tenant-default-deny -n {_name}-dev app.kubernetes.io/managed-by-");
        await Eventually.HoldsAsync(
            async () => (await Admin.GetAsync($"networkpolicy/tenant-default-deny -n {_name}-dev"))!["metadata"]!["labels"]!["app.kubernetes.io/managed-by"] is not null, Cancel);
    }

    [Fact]
    public async Task What_leaves_the_spec_is_pruned()
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines + "\n  quotas: [{name: few, hard: {pods: \"3\"}}]\n");
        Assert.Contains("tenant-quota-few", await Admin.NamesAsync($"resourcequotas -n {_name}-dev"));

        await @operator.ReadyTenantAsync(_name, """
              owners: [{kind: User, name: alice}]
              namespaces: {provision: [{name: dev}]}
              network: {isolation: Namespace, dns: false}
            """);

        Assert.Empty(await Admin.NamesAsync($"resourcequotas -n {_name}-dev"));
        Assert.Equal(["tenant-allow-same-namespace", "tenant-default-deny"], await Admin.NamesAsync($"networkpolicies -n {_name}-dev"));
    }

    [Fact]
    public async Task A_label_that_leaves_the_spec_leaves_the_namespace_and_those_of_others_stay()
    {
        await @operator.ReadyTenantAsync(_name, "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}], labels: {cost: a}}");
        await Admin.RunAsync($"label namespace {_name}-dev example.com/theirs=yes");

        await @operator.ReadyTenantAsync(_name, ThreeLines);

        await Eventually.HoldsAsync(async () => (await Admin.GetAsync($"namespace {_name}-dev"))!["metadata"]!["labels"]!["cost"] is null, Cancel);
        Assert.Equal("yes", (await Admin.GetAsync($"namespace {_name}-dev"))!["metadata"]!["labels"]!["example.com/theirs"]!.ToString());
    }

    [Fact]
    public async Task A_namespace_that_is_there_already_is_never_taken_over()
    {
        await Admin.RunAsync($"create namespace {_name}-dev");

        await Admin.ApplyAsync(RunningOperator.Tenant(_name, ThreeLines));

        await Eventually.HoldsAsync(async () => (await @operator.ConditionAsync(_name, "Ready"))?["reason"]?.ToString() == "NamespaceConflict", Cancel);
        var message = (await @operator.ConditionAsync(_name, "Ready"))!["message"]!.ToString();
        Assert.Contains($"kubectl label namespace {_name}-dev tenantoperator.io/tenant={_name}", message, StringComparison.Ordinal);
        Assert.Null((await Admin.GetAsync($"namespace {_name}-dev"))!["metadata"]!["labels"]?["tenantoperator.io/tenant"]);

        await Admin.RunAsync($"label namespace {_name}-dev tenantoperator.io/tenant={_name}");
        await @operator.WaitReadyAsync(_name);
    }

    [Fact]
    public async Task Deletion_follows_the_policy_of_each_namespace()
    {
        await @operator.ReadyTenantAsync(_name, """
              owners: [{kind: User, name: alice}]
              namespaces: {provision: [{name: dev}, {name: prod, deletionPolicy: Retain}]}
            """);

        await @operator.UnprotectAsync(_name);
        await Admin.RunAsync($"delete tenant {_name} --timeout=60s");

        Assert.Null(await Admin.GetAsync($"namespace {_name}-dev"));
        Assert.Null(await Admin.GetAsync($"clusterrole tenant-operator:tenant:{_name}"));
        Assert.NotNull(await Admin.GetAsync($"namespace {_name}-prod"));
        Assert.Contains("tenant-default-deny", await Admin.NamesAsync($"networkpolicies -n {_name}-prod"));
        await Admin.RunAsync($"delete namespace {_name}-prod --wait=false");
    }

    [Fact]
    public async Task A_namespace_that_leaves_the_spec_goes_or_stays_by_its_own_policy()
    {
        await @operator.ReadyTenantAsync(_name, """
              owners: [{kind: User, name: alice}]
              namespaces: {provision: [{name: dev}, {name: test}, {name: prod, deletionPolicy: Retain}]}
            """);

        await Admin.ApplyAsync(RunningOperator.Tenant(_name, ThreeLines));

        await Eventually.HoldsAsync(async () => await Admin.GetAsync($"namespace {_name}-test") is null, Cancel);
        await @operator.WaitReadyAsync(_name);
        var namespaces = (await Admin.GetAsync($"tenant {_name}"))!["status"]!["namespaces"]!.AsArray();
        Assert.Equal([$"{_name}-dev Provisioned", $"{_name}-prod Retained"], namespaces.Select(n => $"{n!["name"]} {n["origin"]}"));
    }

    [Fact]
    public async Task Deletion_waits_for_what_others_hold_and_says_so()
    {
        await @operator.ReadyTenantAsync(_name, ThreeLines);
        await Admin.RunAsync($"create configmap held -n {_name}-dev");
        await Admin.RunAsync($"patch configmap held -n {_name}-dev --type merge -p {{\"metadata\":{{\"finalizers\":[\"example.com/hold\"]}}}}");

        await @operator.UnprotectAsync(_name);
        await Admin.RunAsync($"delete tenant {_name} --wait=false");

        await Eventually.HoldsAsync(
            async () => (await @operator.ConditionAsync(_name, "Ready"))?["message"]?.ToString().Contains("example.com/hold", StringComparison.Ordinal) == true, Cancel);
        Assert.Equal("example.com/hold", (await Admin.GetAsync($"configmap held -n {_name}-dev"))!["metadata"]!["finalizers"]![0]!.ToString());

        await Admin.RunAsync($"patch configmap held -n {_name}-dev --type merge -p {{\"metadata\":{{\"finalizers\":null}}}}");
        await Eventually.HoldsAsync(async () => await Admin.GetAsync($"tenant {_name}") is null, Cancel);
        Assert.Null(await Admin.GetAsync($"namespace {_name}-dev"));
    }

    private async Task<HashSet<string>> EventReasonsAsync(string tenant)
    {
        var events = await Admin.GetAsync($"events -n default --field-selector involvedObject.name={tenant}");
        return [.. events!["items"]!.AsArray().Select(e => e!["reason"]!.ToString())];
    }
}
