using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>One reconciliation of a tenant: what it is about, and what was found on the way.</summary>
/// <param name="Entity">The Tenant as cached.</param>
/// <param name="Effective">The same with its class.</param>
internal sealed record TenantScope(Entity<TenantEntry> Entity, Effective Effective)
{
    /// <summary>The tenant's name.</summary>
    public string Name => Entity.Key.Name;

    /// <summary>The Tenant with what its class gives. Only for phases that run on a valid one.</summary>
    public Tenant Tenant => Effective.Tenant ?? throw new InvalidOperationException($"tenant {Name} cannot be read");

    /// <summary>What the spec provisions, by the full name of the namespace.</summary>
    public IReadOnlyDictionary<string, ProvisionedNamespace> Provisioned { get; } = ProvisionedBy(Entity.Value.Tenant);

    /// <summary>What keeps the tenant from being ready, by the condition's reason; the first one becomes the reason of Ready.</summary>
    public List<Obstacle> Obstacles { get; } = [];

    /// <summary>What of the tenant's hosts belongs to others.</summary>
    public IReadOnlyList<string> HostConflicts { get; init; } = [];

    /// <summary>Namespaces that were made in this very reconciliation: the caches do not show them yet.</summary>
    public List<string> Made { get; } = [];

    /// <summary>When to look again although no watch will tell; null: never.</summary>
    public TimeSpan? LookAgainAfter { get; set; }

    /// <summary>What the spec of a Tenant provisions, by the full name of the namespace.</summary>
    public static IReadOnlyDictionary<string, ProvisionedNamespace> ProvisionedBy(Tenant? tenant)
    {
        var byName = new Dictionary<string, ProvisionedNamespace>(StringComparer.Ordinal);
        foreach (var entry in tenant?.Spec.Namespaces?.Provision ?? [])
            byName[NamespaceNames.Of(tenant!, entry)] = entry;
        return byName;
    }
}
