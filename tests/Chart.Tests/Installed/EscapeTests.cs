using k8s;
using k8s.Models;

namespace Chart.Tests.Installed;

/// <summary>The ways out of a tenant that a careless role would open, asked of the API server one by one.</summary>
[Collection(nameof(ChartCollection))]
public sealed class EscapeTests(InstalledChart chart)
{
    [Theory]
    [InlineData("create", "", "resourcequotas")]
    [InlineData("delete", "", "resourcequotas")]
    [InlineData("patch", "", "limitranges")]
    [InlineData("create", "extensions", "networkpolicies")]
    [InlineData("update", "", "resourcequotas", "status")]
    [InlineData("create", "rbac.authorization.k8s.io", "clusterroles")]
    [InlineData("create", "rbac.authorization.k8s.io", "clusterrolebindings")]
    [InlineData("bind", "rbac.authorization.k8s.io", "clusterroles")]
    [InlineData("bind", "rbac.authorization.k8s.io", "roles")]
    [InlineData("escalate", "rbac.authorization.k8s.io", "roles")]
    [InlineData("impersonate", "", "groups")]
    [InlineData("impersonate", "", "serviceaccounts")]
    [InlineData("impersonate", "", "users")]
    [InlineData("create", "", "serviceaccounts", "token")]
    [InlineData("create", "", "endpoints")]
    [InlineData("patch", "", "endpoints")]
    [InlineData("create", "discovery.k8s.io", "endpointslices")]
    [InlineData("update", "", "pods", "status")]
    [InlineData("update", "", "services", "status")]
    [InlineData("create", "", "pods", "binding")]
    [InlineData("patch", "", "persistentvolumeclaims", "status")]
    [InlineData("create", "", "persistentvolumes")]
    [InlineData("patch", "", "persistentvolumes")]
    [InlineData("create", "storage.k8s.io", "storageclasses")]
    [InlineData("create", "", "bindings")]
    [InlineData("get", "", "pods", "proxy")]
    [InlineData("create", "", "services", "proxy")]
    [InlineData("patch", "", "namespaces")]
    [InlineData("delete", "", "namespaces")]
    [InlineData("patch", "", "namespaces", "status")]
    [InlineData("update", "", "namespaces", "finalize")]
    [InlineData("update", "networking.k8s.io", "ingresses", "status")]
    [InlineData("get", "", "nodes", "proxy")]
    [InlineData("create", "certificates.k8s.io", "certificatesigningrequests")]
    [InlineData("create", "cert-manager.io", "issuers")]
    [InlineData("create", "admissionregistration.k8s.io", "validatingwebhookconfigurations")]
    [InlineData("create", "tenantoperator.io", "tenants")]
    [InlineData("create", "extensions", "ingresses")]
    public async Task Not_even_an_owner_may(string verb, string group, string resource, string? subresource = null) =>
        Assert.False(await MayAsync("owner", verb, group, resource, subresource));

    [Theory]
    [InlineData("create", "", "pods")]
    [InlineData("get", "", "pods", "log")]
    [InlineData("create", "", "pods", "exec")]
    [InlineData("get", "", "pods", "portforward")]
    [InlineData("patch", "apps", "deployments")]
    [InlineData("patch", "apps", "deployments", "scale")]
    [InlineData("create", "networking.k8s.io", "ingresses")]
    [InlineData("get", "", "secrets")]
    [InlineData("get", "", "resourcequotas")]
    [InlineData("create", "rbac.authorization.k8s.io", "roles")]
    [InlineData("deletecollection", "rbac.authorization.k8s.io", "rolebindings")]
    [InlineData("create", "networking.k8s.io", "networkpolicies")]
    [InlineData("deletecollection", "networking.k8s.io", "networkpolicies")]
    [InlineData("patch", "", "pods", "ephemeralcontainers")]
    [InlineData("patch", "", "pods", "resize")]
    [InlineData("update", "coordination.k8s.io", "leases")]
    public async Task An_owner_may(string verb, string group, string resource, string? subresource = null) =>
        Assert.True(await MayAsync("owner", verb, group, resource, subresource));

    [Theory]
    [InlineData("view", "get", "secrets")]
    [InlineData("view", "create", "pods")]
    [InlineData("view", "delete", "configmaps")]
    public async Task A_viewer_neither_writes_nor_sees_secrets(string role, string verb, string resource) =>
        Assert.False(await MayAsync(role, verb, "", resource, null));

    private async Task<bool> MayAsync(string role, string verb, string group, string resource, string? subresource)
    {
        using var member = await chart.MemberAsync(role);
        var review = await member.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(new V1SelfSubjectAccessReview
        {
            Spec = new()
            {
                ResourceAttributes = new()
                {
                    NamespaceProperty = InstalledChart.TenantNamespace,
                    Verb = verb,
                    Group = group,
                    Resource = resource,
                    Subresource = subresource,
                    Name = resource == "namespaces" ? InstalledChart.TenantNamespace : null,
                },
            },
        });
        return review.Status.Allowed;
    }
}
