namespace Tenancy.Api;

/// <summary>The policy of a tenant by sections. Each comes whole from the Tenant or, where that leaves it unset, from its class.</summary>
public abstract record PolicySections
{
    /// <summary>Which namespaces the tenant has.</summary>
    public NamespacesSpec? Namespaces { get; init; }

    /// <summary>Resource quotas, one ResourceQuota each in every namespace of the tenant.</summary>
    [Items(Max = 16), ListMapKey("name")]
    public IReadOnlyList<QuotaSpec>? Quotas { get; init; }

    /// <summary>Limit ranges, one LimitRange each in every namespace of the tenant.</summary>
    [Items(Max = 16), ListMapKey("name")]
    public IReadOnlyList<LimitRangeSpec>? LimitRanges { get; init; }

    /// <summary>Who may talk to the tenant's pods, and whom they may talk to. Unset: open inside the tenant, DNS, and nothing else.</summary>
    public NetworkSpec? Network { get; init; }

    /// <summary>What pods may be. Unset: the Pod Security Standard Restricted, with safe defaults filled in.</summary>
    public PodsSpec? Pods { get; init; }

    /// <summary>What services may be. Unset: cluster-internal ones only.</summary>
    public ServicesSpec? Services { get; init; }

    /// <summary>What ingresses may be. Unset: none, since no host is the tenant's.</summary>
    public IngressSpec? Ingress { get; init; }

    /// <summary>What volume claims may be. Unset: of any class that deletes what it reclaims.</summary>
    public StorageSpec? Storage { get; init; }

    /// <summary>What owners may grant. Unset: the curated roles and roles of their own, to users, groups and the tenant's service accounts.</summary>
    public RbacSpec? Rbac { get; init; }

    /// <summary>Which guarded custom resources may be written. Unset: none.</summary>
    public ResourcesSpec? Resources { get; init; }

    /// <summary>How strictly the rules hold. Unset: what breaks one is denied.</summary>
    public EnforcementSpec? Enforcement { get; init; }
}
