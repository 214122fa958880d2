using Tenancy.Blueprints;
using Tenancy.Policies;
using Tenancy.Tests.Api;
using static Tenancy.Tests.Blueprints.BlueprintProbe;

namespace Tenancy.Tests.Blueprints;

public sealed class RbacTests
{
    private const string Members = """
        {"owners": [{"kind": "User", "name": "alice"}, {"kind": "ServiceAccount", "name": "ci", "namespace": "tools"}, {"kind": "User", "name": "alice"}],
         "members": [{"role": "edit", "subjects": [{"kind": "Group", "name": "devs"}], "namespaceSelector": {"matchLabels": {"stage": "dev"}}},
                     {"role": "edit", "subjects": [{"kind": "User", "name": "bob"}]},
                     {"role": "netadmin", "subjects": [{"kind": "User", "name": "carol"}]}]}
        """;

    [Fact]
    public void Owners_hold_the_curated_role_each_once()
    {
        var binding = InNamespace(Members).Named("tenant-owners").Body;

        IsJson("""{"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "tenant-operator:owner"}""", binding["roleRef"]);
        IsJson(
            """
            [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "alice"}, {"kind": "ServiceAccount", "name": "ci", "namespace": "tools"}]
            """,
            binding["subjects"]);
    }

    [Fact]
    public void Members_of_one_role_share_a_binding_where_their_selectors_pick_the_namespace() => Assert.Equal(
        ["devs", "bob"],
        InNamespace(Members, labels: ("stage", "dev")).Named("tenant-members-edit").Body["subjects"]!.AsArray().Select(s => (string?)s!["name"]));

    [Fact]
    public void A_member_has_no_role_where_the_selector_does_not_pick_the_namespace() => Assert.Equal(
        ["bob"],
        InNamespace(Members, labels: ("stage", "prod")).Named("tenant-members-edit").Body["subjects"]!.AsArray().Select(s => (string?)s!["name"]));

    [Fact]
    public void A_ClusterRole_that_the_platform_lists_is_bound()
    {
        var objects = InNamespace(Members, platform: new PlatformSettings { MemberClusterRoles = ["netadmin"] });

        Assert.Equal("netadmin", (string?)objects.Named("tenant-members-netadmin").Body["roleRef"]!["name"]);
    }

    [Fact]
    public void A_ClusterRole_that_the_platform_lists_no_more_is_bound_no_more() => Assert.DoesNotContain(InNamespace(Members), o => o.Name == "tenant-members-netadmin");

    [Theory]
    [InlineData("""{"matchLabels": {"a": "1"}}""", true)]
    [InlineData("""{"matchLabels": {"a": "2"}}""", false)]
    [InlineData("""{"matchExpressions": [{"key": "a", "operator": "In", "values": ["1", "2"]}]}""", true)]
    [InlineData("""{"matchExpressions": [{"key": "z", "operator": "In", "values": ["1"]}]}""", false)]
    [InlineData("""{"matchExpressions": [{"key": "a", "operator": "NotIn", "values": ["1"]}]}""", false)]
    [InlineData("""{"matchExpressions": [{"key": "z", "operator": "NotIn", "values": ["1"]}]}""", true)]
    [InlineData("""{"matchExpressions": [{"key": "a", "operator": "Exists"}, {"key": "b", "operator": "Exists"}]}""", false)]
    [InlineData("""{"matchExpressions": [{"key": "b", "operator": "DoesNotExist"}]}""", true)]
    [InlineData("{}", true)]
    public void Selectors_pick_as_in_Kubernetes(string selector, bool picked) => Assert.Equal(
        picked,
        InNamespace($$$"""{"members": [{"role": "view", "subjects": [{"kind": "User", "name": "bob"}], "namespaceSelector": {{{selector}}}}]}""", labels: ("a", "1"))
            .Any(o => o.Name == "tenant-members-view"));

    [Fact]
    public void People_of_the_tenant_may_read_their_tenant_and_their_namespaces()
    {
        var objects = Blueprint.TenantAccess(Example.Tenant(Members), ["acme-prod", "acme-dev", "acme-dev"], []);

        Assert.Equal(["ClusterRole tenant-operator:tenant:acme", "ClusterRoleBinding tenant-operator:tenant:acme"], objects.Take(2).Select(o => $"{o.Type.Kind} {o.Name}"));
        IsJson(
            """
            [{"apiGroups": ["tenantoperator.io"], "resources": ["tenants"], "resourceNames": ["acme"], "verbs": ["get", "list", "watch"]},
             {"apiGroups": [""], "resources": ["namespaces"], "resourceNames": ["acme-dev", "acme-prod"], "verbs": ["get", "list", "watch"]}]
            """,
            objects[0].Body["rules"]);
        Assert.Equal(["alice", "ci", "devs", "bob", "carol"], objects[1].Body["subjects"]!.AsArray().Select(s => (string?)s!["name"]));
    }

    [Fact]
    public void Without_namespaces_no_rule_names_namespaces() =>
        Assert.Single(Blueprint.TenantAccess(Example.Tenant(), [], [])[0].Body["rules"]!.AsArray());

    [Fact]
    public void Owners_alone_make_namespaces_and_delete_those_that_they_made()
    {
        var objects = Blueprint.TenantAccess(Example.Tenant(Members), ["acme-dev", "acme-test"], ["acme-test"]);

        Assert.Equal("ClusterRole tenant-operator:tenant:acme:owners", $"{objects[2].Type.Kind} {objects[2].Name}");
        IsJson(
            """
            [{"apiGroups": [""], "resources": ["namespaces"], "verbs": ["create"]},
             {"apiGroups": [""], "resources": ["namespaces"], "resourceNames": ["acme-test"], "verbs": ["delete"]}]
            """,
            objects[2].Body["rules"]);
        Assert.Equal(["alice", "ci"], objects[3].Body["subjects"]!.AsArray().Select(s => (string?)s!["name"]));
        Assert.Equal("tenant-operator:tenant:acme:owners", (string?)objects[3].Body["roleRef"]!["name"]);
    }

    [Fact]
    public void Without_self_service_owners_delete_what_they_made_and_make_no_more()
    {
        const string closed = """{"namespaces": {"selfService": false}}""";

        Assert.Equal(2, Blueprint.TenantAccess(Example.Tenant(closed), ["acme-dev"], []).Count);
        Assert.Equal("delete", (string?)Blueprint.TenantAccess(Example.Tenant(closed), ["acme-dev"], ["acme-dev"])[2].Body["rules"]!.AsArray().Single()!["verbs"]![0]);
    }

    [Fact]
    public void Owners_label_their_namespaces_where_the_Tenant_lists_labels_for_them()
    {
        var objects = Blueprint.TenantAccess(Example.Tenant("""{"namespaces": {"allowedLabels": ["stage"]}}"""), ["acme-dev", "acme-test"], []);

        IsJson("""{"apiGroups": [""], "resources": ["namespaces"], "resourceNames": ["acme-dev", "acme-test"], "verbs": ["patch"]}""", objects[2].Body["rules"]![1]);
    }
}
