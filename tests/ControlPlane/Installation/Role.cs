namespace ControlPlanes.Installation;

/// <summary>What a process of the operator does; the name is its command.</summary>
public enum Role
{
    /// <summary>Turns Tenants into namespaces and what stands in them.</summary>
    Controller,

    /// <summary>Answers admission requests.</summary>
    Webhooks,
}
