using OperatorRuntime;
using Tenancy.Policies;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Audit;

/// <summary>
/// Tenants' policies, compiled. A few are kept: objects come in the order of their namespaces, and a tenant's stand together more often than
/// not, while the policies of all tenants at once would take as much memory as the rest of the controller. For one loop.
/// </summary>
internal sealed class AuditPolicies(ClusterCaches caches)
{
    private const int Kept = 64;

    private readonly Dictionary<string, (Effective Effective, TenantPolicy Policy)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether there is a policy in force.</summary>
    public bool Has(string tenant) => Effective(tenant) is { Tenant: not null };

    /// <summary>The policy in force; null when there is no such tenant, or its policy or class cannot be read.</summary>
    public TenantPolicy? Of(string tenant)
    {
        if (Effective(tenant) is not { Tenant: { } whole } effective)
            return null;
        if (_known.TryGetValue(tenant, out var known) && ReferenceEquals(known.Effective, effective))
            return known.Policy;
        if (_known.Count >= Kept)
            _known.Clear();
        var policy = TenantPolicy.Compile(whole);
        _known[tenant] = (effective, policy);
        return policy;
    }

    private Effective? Effective(string tenant) => caches.Tenants.Store.TryGet(NamespacedName.Cluster(tenant), out var entity) ? caches.Effective.Of(entity.Value) : null;
}
