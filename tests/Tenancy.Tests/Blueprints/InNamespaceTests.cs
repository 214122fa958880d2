using Tenancy.Blueprints;
using Tenancy.Tests.Api;
using static Tenancy.Tests.Blueprints.BlueprintProbe;

namespace Tenancy.Tests.Blueprints;

public sealed class InNamespaceTests
{
    private const string Rich = """
        {"members": [{"role": "view", "subjects": [{"kind": "Group", "name": "all"}]}],
         "quotas": [{"name": "objects", "hard": {"pods": 50}}],
         "limitRanges": [{"name": "defaults", "limits": [{"type": "Container", "max": {"cpu": 2}}]}],
         "network": {"egress": {"internet": true}, "allowFrom": [{"namespaceSelector": {}}], "policies": [{"name": "more", "spec": {}}]}}
        """;

    [Fact]
    public void A_three_line_tenant_gets_the_walls_and_its_owners() => Assert.Equal(
        ["tenant-default-deny", "tenant-allow-same-tenant", "tenant-allow-dns", "tenant-owners"],
        InNamespace("{}").Select(o => o.Name));

    [Fact]
    public void Quotas_come_first_and_role_bindings_last() => Assert.Equal(
        [
            "tenant-quota-objects", "tenant-limits-defaults",
            "tenant-default-deny", "tenant-allow-same-tenant", "tenant-allow-dns", "tenant-allow-platform", "tenant-allow-egress", "tenant-net-more",
            "tenant-owners", "tenant-members-view",
        ],
        InNamespace(Rich).Select(o => o.Name));

    [Fact]
    public void Every_object_says_whose_it_is() => Assert.All(InNamespace(Rich), o =>
    {
        Assert.Equal("acme-dev", o.Namespace);
        Assert.Equal(o.Type.ApiVersion, (string?)o.Body["apiVersion"]);
        Assert.Equal(o.Type.Kind, (string?)o.Body["kind"]);
        IsJson(
            $$$"""{"name": "{{{o.Name}}}", "namespace": "acme-dev", "labels": {"app.kubernetes.io/managed-by": "tenant-operator", "tenantoperator.io/tenant": "acme"}}""",
            o.Body["metadata"]);
    });

    [Fact]
    public void The_same_input_gives_the_same_objects() => Assert.Equal(
        InNamespace(Rich).Select(o => o.Body.ToJsonString()),
        InNamespace(Rich).Select(o => o.Body.ToJsonString()));

    [Fact]
    public void Amounts_are_written_as_the_API_server_stores_them() => IsSpec(
        """{"hard": {"limits.memory": "1536Mi", "pods": "50", "requests.cpu": "500m"}}""",
        InNamespace("""{"quotas": [{"name": "q", "hard": {"requests.cpu": "0.5", "limits.memory": "1.5Gi", "pods": 50}}]}""").Named("tenant-quota-q"));

    [Fact]
    public void Defaults_of_a_container_limit_are_those_that_the_API_server_fills_in() => IsSpec(
        """
        {"limits": [{"type": "Container", "max": {"cpu": "2"}, "min": {"memory": "1Mi"}, "default": {"cpu": "2"},
                     "defaultRequest": {"cpu": "2", "memory": "1Mi"}}]}
        """,
        InNamespace("""{"limitRanges": [{"name": "l", "limits": [{"type": "Container", "max": {"cpu": 2}, "min": {"memory": "1Mi"}}]}]}""").Named("tenant-limits-l"));

    [Fact]
    public void A_pod_limit_has_no_defaults() => IsSpec(
        """{"limits": [{"type": "Pod", "max": {"cpu": "2"}}]}""",
        InNamespace("""{"limitRanges": [{"name": "l", "limits": [{"type": "Pod", "max": {"cpu": 2}}]}]}""").Named("tenant-limits-l"));

    [Fact]
    public void No_object_is_owned_by_another() => Assert.All(
        [.. InNamespace(Rich), .. Blueprint.TenantAccess(Example.Tenant(Rich), ["acme-dev"], ["acme-dev"])], o => Assert.Null(o.Body["metadata"]!["ownerReferences"]));
}
