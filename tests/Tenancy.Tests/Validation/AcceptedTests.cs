using System.Text.Json;
using Tenancy.Policies;
using Tenancy.Tests.Api;
using Tenancy.Validation;

namespace Tenancy.Tests.Validation;

/// <summary>What is near to an error and none.</summary>
public sealed class AcceptedTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"owners": [{"kind": "Group", "name": "system:serviceaccounts:acme-ci"}]}""")]
    [InlineData("""{"owners": [{"kind": "User", "name": "https://idp.example.com#Zoë:42"}]}""")]
    [InlineData("""{"members": [{"role": "netadmin", "subjects": [{"kind": "User", "name": "bob"}], "namespaceSelector": {}}]}""")]
    [InlineData("""{"namespaces": {"prefix": "a-", "limit": 0}}""")]
    [InlineData("""{"namespaces": {"labels": {"istio-injection": "enabled", "app.kubernetes.io/part-of": "shop", "empty": ""}}}""")]
    [InlineData("""{"namespaces": {"annotations": {"kubernetes.io/description": "The shop", "scheduler.alpha.kubernetes.io/node-selector": "pool=shop"}}}""")]
    [InlineData("""{"quotas": [{"name": "q", "hard": {"cpu": 1, "requests.cpu": "1000m", "limits.cpu": 1, "hugepages-2Mi": "4Mi", "gold.storageclass.storage.k8s.io/requests.storage": "1Ti"}}]}""")]
    [InlineData("""{"limitRanges": [{"name": "l", "limits": [{"type": "Container", "max": {"cpu": 1}, "min": {"cpu": "10m"}, "defaultRequest": {"cpu": "100m"}}]}]}""")]
    [InlineData("""{"limitRanges": [{"name": "l", "limits": [{"type": "Pod", "min": {"cpu": 1}, "max": {"cpu": 2}, "maxLimitRequestRatio": {"cpu": 2}}]}]}""")]
    [InlineData("""{"network": {"isolation": "None", "policies": [{"name": "a", "spec": {}}]}}""")]
    [InlineData("""{"network": {"egress": {"cidrs": ["0.0.0.0/0", "::/0"], "except": ["169.254.169.254/32"]}}}""")]
    [InlineData("""{"network": {"egress": {"internet": true, "except": ["8.8.8.0/24"]}}}""")]
    [InlineData("""{"pods": {"registries": ["registry.example.com", "localhost:5000", "*", "*/library/*", "nginx", "team/*", "regex:.*"]}}""")]
    [InlineData("""{"pods": {"tolerations": [{"operator": "Exists"}, {"key": "a", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": -1}]}}""")]
    [InlineData("""{"pods": {"csiDrivers": ["*", "regex:[a-z]+[.]csi[.]example[.]com"], "annotations": ["*/*", "org.systemd.property.CPUQuota"]}}""")]
    [InlineData("""{"pods": {"requiredResources": {"requests": ["cpu", "hugepages-2Mi", "nvidia.com/gpu"], "limits": ["ephemeral-storage"]}, "disruption": {"maxTerminationGracePeriodSeconds": 0}}}""")]
    [InlineData("""{"ingress": {"hosts": ["shop.example.com", "*.example.com", "Shop.Example.com.", "bücher.example"]}}""")]
    [InlineData("""{"ingress": {"classes": {"default": "nginx"}}}""")]
    [InlineData("""{"services": {"nodePorts": {"allowed": true, "ranges": ["30000-30000", "30080"]}}}""")]
    [InlineData("""{"enforcement": {"mode": "Audit", "rules": [{"id": "pods/host-ports", "mode": "Warn"}, {"id": "managed/objects", "mode": "Enforce"}]}}""")]
    public void It_is_valid(string spec) => Assert.Empty(
        TenantValidation.Validate(JsonSerializer.SerializeToElement(Example.Json(spec)), default, new PlatformSettings { MemberClusterRoles = ["netadmin"] }));

    [Fact]
    public void A_stored_tenant_may_name_a_role_that_the_platform_lists_no_more() => Assert.Empty(
        TenantValidation.Validate(Example.Tenant("""{"members": [{"role": "netadmin", "subjects": [{"kind": "User", "name": "bob"}]}]}"""), new()));

    [Fact]
    public void A_stored_tenant_may_name_a_rule_that_this_version_lacks() => Assert.Empty(
        TenantValidation.Validate(Example.Tenant("""{"enforcement": {"rules": [{"id": "pods/of-the-future", "mode": "Warn"}]}}"""), new()));

    [Fact]
    public void A_stored_tenant_may_not_take_a_namespace_of_the_platform() => Assert.NotEmpty(
        TenantValidation.Validate(Example.Tenant("""{"namespaces": {"prefix": "kube-", "provision": [{"name": "system"}]}}"""), new()));
}
