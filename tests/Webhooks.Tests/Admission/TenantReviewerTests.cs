using System.Text.Json.Nodes;
using Tenancy.Policies;
using Tenancy.Validation;
using Webhooks.Admission;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Admission;

public sealed class TenantReviewerTests
{
    private readonly TenancyIndex index = World.Index();
    private readonly FakeSource source = new();

    [Fact]
    public void A_sound_tenant_is_let_in() => Assert.True(Create(Tenant("globex")).Allowed);

    [Fact]
    public void A_tenant_can_be_changed_and_keeps_its_own_prefix() =>
        Assert.True(Update(Tenant("acme", """{"description":"shop"}"""), Tenant("acme")).Allowed);

    [Theory]
    [InlineData("""{"namespaces":{"prefix":"acme-"}}""")]
    public void A_prefix_that_another_tenant_has_is_refused(string spec)
    {
        var answer = Create(Tenant("globex", spec));
        Assert.Equal(422, answer.Denial?.Code);
        Assert.Contains("spec.namespaces.prefix", answer.Denial?.Message);
        Assert.Contains("tenant \"acme\"", answer.Denial?.Message);
    }

    [Fact]
    public void The_default_prefix_can_be_taken_too()
    {
        index.PutTenant(World.Record("other", """{"namespaces":{"prefix":"globex-"}}"""));
        Assert.Equal(422, Create(Tenant("globex")).Denial?.Code);
    }

    [Theory]
    [InlineData("*.acme.example", "shop.acme.example")]
    [InlineData("shop.acme.example", "*.acme.example")]
    [InlineData("*.acme.example", "*.acme.example")]
    [InlineData("bücher.example", "XN--BCHER-KVA.Example.")]
    public void A_host_that_overlaps_one_of_another_tenant_is_refused(string theirs, string ours)
    {
        index.PutTenant(World.Record("acme", Hosts(theirs)));
        var answer = Create(Tenant("globex", Hosts("free.example", ours)));
        Assert.Equal(422, answer.Denial?.Code);
        Assert.Contains("spec.ingress.hosts[1]", answer.Denial?.Message);
        Assert.Contains("of tenant \"acme\"", answer.Denial?.Message);
    }

    [Theory]
    [InlineData("*.acme.example", "a.b.acme.example")]
    [InlineData("*.acme.example", "acme.example")]
    [InlineData("shop.acme.example", "*.shop.acme.example")]
    public void A_host_beside_those_of_another_tenant_is_let_in(string theirs, string ours)
    {
        index.PutTenant(World.Record("acme", Hosts(theirs)));
        Assert.True(Create(Tenant("globex", Hosts(ours))).Allowed);
    }

    [Fact]
    public void Who_has_a_host_of_another_tenant_already_can_change_all_but_that()
    {
        index.PutTenant(World.Record("acme", Hosts("a.example", "b.example")));
        Assert.True(Update(Tenant("globex", Hosts("A.example.", "c.example")), Tenant("globex", Hosts("a.example"))).Allowed);
        Assert.False(Update(Tenant("globex", Hosts("a.example", "b.example")), Tenant("globex", Hosts("a.example"))).Allowed);
    }

    [Fact]
    public void A_tenant_may_have_hosts_that_overlap_each_other() =>
        Assert.True(Update(Tenant("acme", Hosts("*.acme.example", "shop.acme.example")), Tenant("acme", Hosts("*.acme.example"))).Allowed);

    [Fact]
    public void An_update_that_leaves_the_spec_alone_passes_whatever_the_spec_says()
    {
        var stored = Tenant("globex", """{"namespaces":{"prefix":"acme-"}}""");
        var released = stored.DeepClone().AsObject();
        released["metadata"]!["finalizers"] = new JsonArray();
        Assert.True(Update(released, stored).Allowed);
    }

    [Fact]
    public void A_misspelt_field_is_told_even_when_the_API_server_has_dropped_it()
    {
        var misspelt = Tenant("globex");
        misspelt["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = Tenant("globex", """{"netwrok":{}}""").ToJsonString() };
        var answer = Update(misspelt, Tenant("globex"));
        Assert.Contains("spec.netwrok", answer.Denial?.Message);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var answer = Create(Tenant("globex", """{"namespaces":{"prefix":"acme-"},"network":{"egress":{"cidrs":["10.0.0.300/8"]}},"pods":{"registries":["regex:("]}}"""));
        Assert.StartsWith("tenant \"globex\": 3 errors\n- ", answer.Denial?.Message);
        Assert.Contains("spec.network.egress.cidrs[0]", answer.Denial?.Message);
        Assert.Contains("spec.pods.registries[0]", answer.Denial?.Message);
        Assert.Contains("spec.namespaces.prefix", answer.Denial?.Message);
    }

    [Fact]
    public void A_deletion_of_a_tenant_that_has_namespaces_is_refused_and_told_what_to_do()
    {
        var answer = Delete(Tenant("acme"));
        Assert.Equal(403, answer.Denial?.Code);
        Assert.Contains("it has 1: acme-dev.", answer.Denial?.Message);
        Assert.Contains("kubectl patch tenant acme --type merge -p '{\"spec\":{\"deletionProtection\":false}}'", answer.Denial?.Message);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("\"false\"")]
    [InlineData("[false]")]
    public void What_is_not_false_protects(string value) => Assert.False(Delete(Tenant("acme", $$"""{"deletionProtection":{{value}}}""")).Allowed);

    [Fact]
    public void A_deletion_passes_that_the_tenant_gives_leave_for() => Assert.True(Delete(Tenant("acme", """{"deletionProtection":false}""")).Allowed);

    [Fact]
    public void A_deletion_of_a_tenant_without_namespaces_passes() => Assert.True(Delete(Tenant("globex")).Allowed);

    [Fact]
    public void A_deletion_of_what_is_going_already_passes()
    {
        var going = Tenant("acme");
        going["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        Assert.True(Delete(going).Allowed);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"owners":"alice"}""")]
    [InlineData("""{"pods":{"securityStandard":"Sloppy"}}""")]
    [InlineData("""{"network":{"egress":{"cidrs":["10.0.0.300/8"]}}}""")]
    [InlineData("""{"pods":{"registries":["regex:("]}}""")]
    [InlineData("""{"netwrok":{}}""")]
    public void What_is_no_tenant_is_refused(string spec)
    {
        var tenant = Tenant("globex");
        tenant["spec"] = JsonNode.Parse(spec);
        if (tenant["spec"] is JsonObject o && !o.ContainsKey("owners"))
            o["owners"] = JsonNode.Parse("""[{"kind":"User","name":"alice"}]""");
        Assert.Equal(422, Create(tenant).Denial?.Code);
    }

    [Theory]
    [InlineData("log-reader", "there is no ClusterRole \"log-reader\"")]
    [InlineData("storage-admin", "holds what can undo the tenant's walls, and owners may give it to others: rules[0].verbs[0]: \"*\" is not allowed")]
    [InlineData("metrics-reader", null)]
    [InlineData("edit", null)]
    public void Who_gives_members_a_role_that_is_not_there_or_holds_too_much_is_warned(string role, string? warning)
    {
        index.MemberRoles.Put("storage-admin", WideRole.Of(World.Element(JsonNode.Parse("""{"rules":[{"apiGroups":[""],"resources":["persistentvolumeclaims"],"verbs":["*"]}]}""")!.AsObject()))!);
        index.MemberRoles.Put("metrics-reader", WideRole.Of(World.Element(JsonNode.Parse("""{"rules":[{"apiGroups":["metrics.k8s.io"],"resources":["pods"],"verbs":["get"]}]}""")!.AsObject())) ?? "");
        var tenant = Tenant("globex", $$"""{"members":[{"role":"{{role}}","subjects":[{"kind":"User","name":"bob"}]}]}""");
        var answer = Ask(index, Review.Create(tenant, "tenants", "tenantoperator.io", ns: ""), new() { MemberClusterRoles = ["log-reader", "storage-admin", "metrics-reader"] });

        Assert.True(answer.Allowed);
        Assert.Equal(warning is not null, answer.Warnings.Count == 1);
        Assert.All(answer.Warnings, w => Assert.Contains(warning!, w));
        Assert.All(answer.Warnings, w => Assert.StartsWith("spec.members[0].role: ", w));
    }

    [Fact]
    public void Nothing_is_decided_before_the_index_is_synced() =>
        Assert.Equal(503, Ask(new(), Review.Create(Tenant("globex"), "tenants", "tenantoperator.io"), new()).Denial?.Code);

    [Fact]
    public void A_class_that_its_watch_has_not_told_of_yet_is_read()
    {
        source.Classes["shared"] = new() { Metadata = new() { Name = "shared" }, Spec = new() { Locked = ["network"] } };

        Assert.True(Create(Tenant("globex", """{"className":"shared"}""")).Allowed);
        Assert.Contains("locks this section", Create(Tenant("globex", """{"className":"shared","network":{}}""")).Denial?.Message);
    }

    [Fact]
    public void A_class_that_is_nowhere_is_refused() =>
        Assert.Contains("there is no", Create(Tenant("globex", """{"className":"shared"}""")).Denial?.Message);

    [Fact]
    public void Where_a_class_cannot_be_read_the_answer_is_to_try_again()
    {
        source.Gate = Task.FromException(new HttpRequestException("no route"));

        Assert.Equal(503, Create(Tenant("globex", """{"className":"shared"}""")).Denial?.Code);
    }

    [Theory]
    [InlineData("../namespaces/kube-system")]
    [InlineData("a/b")]
    [InlineData("")]
    public void What_is_no_name_is_not_asked_for(string name)
    {
        Assert.False(Create(Tenant("globex", $$"""{"className":"{{name}}"}""")).Allowed);
        Assert.Equal(0, source.Reads);
    }

    private static string Hosts(params string[] hosts) => new JsonObject { ["ingress"] = new JsonObject { ["hosts"] = new JsonArray([.. hosts.Select(h => (JsonNode)h)]) } }.ToJsonString();

    private static JsonObject Tenant(string name, string spec = "{}")
    {
        var tenant = new JsonObject
        {
            ["apiVersion"] = "tenantoperator.io/v1alpha1",
            ["kind"] = "Tenant",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = JsonNode.Parse(spec),
        };
        if (tenant["spec"]!["owners"] is null)
            tenant["spec"]!["owners"] = JsonNode.Parse("""[{"kind":"User","name":"alice"}]""");
        return tenant;
    }

    private Answer Create(JsonObject tenant) => Ask(Review.Create(tenant, "tenants", "tenantoperator.io", ns: ""));

    private Answer Update(JsonObject tenant, JsonObject stored) => Ask(Review.Update(tenant, stored, "tenants", "tenantoperator.io", ns: ""));

    private Answer Delete(JsonObject stored) => Ask(Review.Of("DELETE", "tenants", "tenantoperator.io", "", null, stored));

    private Answer Ask(JsonObject review) => Ask(index, review, new());

    private Answer Ask(TenancyIndex index, JsonObject review, PlatformSettings platform)
    {
        var answer = new TenantReviewer(index, new(index, source, TimeProvider.System), platform)
            .ReviewAsync(ReviewReader.Read(World.Element(review)), Deadline.From("5s", TimeProvider.System), TestContext.Current.CancellationToken);
        return answer.AsTask().GetAwaiter().GetResult();
    }
}
