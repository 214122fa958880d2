namespace Tenancy.Api;

/// <summary>A level of the Pod Security Standards.</summary>
public enum SecurityStandard
{
    /// <summary>Hardened: current best practice.</summary>
    Restricted,

    /// <summary>No known privilege escalations.</summary>
    Baseline,

    /// <summary>Unrestricted.</summary>
    Privileged,
}
