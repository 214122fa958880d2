namespace Tenancy.Policies;

/// <summary>Who a requester is to the platform and to a tenant.</summary>
public enum Standing
{
    /// <summary>Anything else: held to what members are held to.</summary>
    Guest,

    /// <summary>A member by the tenant's spec.</summary>
    Member,

    /// <summary>An owner by the tenant's spec.</summary>
    Owner,

    /// <summary>Nodes and kube-system's controllers, by exact name.</summary>
    System,

    /// <summary><c>system:masters</c>, and whom the platform names.</summary>
    PlatformAdmin,

    /// <summary>The operator's own service accounts.</summary>
    Operator,
}
