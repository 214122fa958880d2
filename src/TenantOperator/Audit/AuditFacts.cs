using OperatorRuntime;
using Tenancy.Isolation;
using Tenancy.Policies;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;
using TenantOperator.Controllers.Volumes;
using Webhooks.Index;

namespace TenantOperator.Audit;

/// <summary>
/// What the rules ask of the cluster, from the controllers' own caches: a second index beside them would take their memory again. The cluster's classes,
/// of which there are few, are read before a look.
/// </summary>
/// <param name="caches">Tenants and namespaces.</param>
/// <param name="hosts">Whose hosts are whose.</param>
/// <param name="volumes">Volumes.</param>
/// <param name="policies">Policies, compiled.</param>
/// <param name="classes">Ingress, priority and storage classes.</param>
internal sealed class AuditFacts(ClusterCaches caches, HostConflicts hosts, VolumeCache volumes, AuditPolicies policies, TenancyIndex classes) : IClusterFacts, IStorageFacts
{
    public string? DefaultIngressClass => classes.DefaultIngressClass;

    public string? DefaultPriorityClass => classes.DefaultPriorityClass;

    public IStorageFacts Storage => this;

    public string? DefaultClass => classes.Storage.DefaultClass;

    public StorageClassFact? Class(string name) => classes.Storage.Class(name);

    public VolumeFact? Volume(string name) => volumes.Volumes.Store.TryGet(NamespacedName.Cluster(name), out var found)
        ? new(found.Value.Tenant, found.Value.Claim?.Namespace, found.Value.IsPicked)
        : null;

    public TenantPolicy? Tenant(string name) => policies.Of(name);

    public string? TenantOf(string namespaceName) =>
        caches.Namespaces.Store.TryGet(NamespacedName.Cluster(namespaceName), out var found) ? found.Value.Tenant : null;

    public string? OwnerOfHost(string host) => hosts.OwnerOf(host);

    // What these answer is asked of requests alone: of new namespaces, and of who goes into a pod.
    public TenantPolicy? TenantByPrefix(string namespaceName) => null;

    public bool IsPlatformPod(string namespaceName, string podName) => false;

    public bool HasPlatformPods(string namespaceName) => false;
}
