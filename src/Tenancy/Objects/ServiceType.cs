namespace Tenancy.Objects;

/// <summary>How a Service is reached.</summary>
public enum ServiceType
{
    /// <summary>Inside the cluster; also when the field is unset.</summary>
    ClusterIP,

    /// <summary>On every node.</summary>
    NodePort,

    /// <summary>By a load balancer of the cloud.</summary>
    LoadBalancer,

    /// <summary>As an alias of a DNS name.</summary>
    ExternalName,

    /// <summary>A value that this version does not know: every rule takes it for its own.</summary>
    Unknown,
}
