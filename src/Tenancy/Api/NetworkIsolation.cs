namespace Tenancy.Api;

/// <summary>How far the network is open without further rules.</summary>
public enum NetworkIsolation
{
    /// <summary>All pods of the tenant reach each other, in all of its namespaces.</summary>
    Tenant,

    /// <summary>Pods reach each other only inside their namespace.</summary>
    Namespace,

    /// <summary>No default-deny policy is put in place.</summary>
    None,
}
