using Tenancy.Isolation;
using Tenancy.Policies;

namespace Webhooks.Index;

/// <summary>The index, and beside it what was read from the API server for one request.</summary>
internal sealed class LiveFacts(IClusterFacts index, string? namespaceName, string? tenantName, TenantPolicy? tenant) : IClusterFacts
{
    public string? DefaultIngressClass => index.DefaultIngressClass;

    public string? DefaultPriorityClass => index.DefaultPriorityClass;

    public bool IsPlatformPod(string name, string podName) => index.IsPlatformPod(name, podName);

    public bool HasPlatformPods(string name) => index.HasPlatformPods(name);

    public IStorageFacts Storage { get; init; } = index.Storage;

    public TenantPolicy? Tenant(string name) => index.Tenant(name) ?? (string.Equals(name, tenantName, StringComparison.Ordinal) ? tenant : null);

    public TenantPolicy? TenantByPrefix(string name) => index.TenantByPrefix(name);

    public IReadOnlyList<TenantPolicy> TenantsOwnedBy(Requester requester) => index.TenantsOwnedBy(requester);

    public int NamespacesBeside(string tenant, string namespaceName) => index.NamespacesBeside(tenant, namespaceName);

    public string? OwnerOfHost(string host) => index.OwnerOfHost(host);

    public string? TenantOf(string name) => index.TenantOf(name) ?? (string.Equals(name, namespaceName, StringComparison.Ordinal) ? tenantName : null);
}
