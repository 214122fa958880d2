namespace Tenancy.Api;

/// <summary>The labels and names that the operator puts on cluster objects.</summary>
public static class Labels
{
    /// <summary>The tenant's name: on namespaces, managed objects and pods; written by the operator alone.</summary>
    public const string Tenant = "tenantoperator.io/tenant";

    /// <summary>
    /// On namespaces that the operator or an owner made: the tenant that they made them for. One that a platform admin gave to another tenant is that one's by
    /// adoption, and never deleted for not being in its spec, nor with it.
    /// </summary>
    public const string MadeFor = "tenantoperator.io/made-for";

    /// <summary>
    /// With the value <c>true</c> on the namespaces of a suspended tenant: for these the API server asks about whatever is written. Written by the
    /// operator alone.
    /// </summary>
    public const string Suspended = "tenantoperator.io/suspended";

    /// <summary>
    /// On platform namespaces that tenants may be reached from; written by platform admins. On a pod in a tenant's namespace: it is the platform's, and
    /// tenants do not get into it.
    /// </summary>
    public const string Platform = "tenantoperator.io/platform";

    /// <summary>How a namespace came to be, where its owners made it themselves; written at admission alone.</summary>
    public const string Origin = "tenantoperator.io/origin";

    /// <summary>The value of <see cref="Origin"/> on a namespace that an owner made.</summary>
    public const string SelfService = "self-service";

    /// <summary>Kubernetes' recommended label for the tool that manages an object.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/> on managed objects.</summary>
    public const string Operator = "tenant-operator";

    /// <summary>What the names of managed objects in a namespace begin with.</summary>
    public const string ManagedNamePrefix = "tenant-";
}
