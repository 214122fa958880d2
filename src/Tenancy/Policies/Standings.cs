namespace Tenancy.Policies;

/// <summary>The sets of <see cref="Standing"/> that rules ask for.</summary>
public static class Standings
{
    /// <summary>Whether it is the platform's people or the operator: not held to tenants' rules on namespaces and walls.</summary>
    public static bool IsPlatform(this Standing standing) => standing is Standing.Operator or Standing.PlatformAdmin;

    /// <summary>Whether it is the platform, or the system that runs the cluster for everybody.</summary>
    public static bool IsPlatformOrSystem(this Standing standing) => standing.IsPlatform() || standing is Standing.System;
}
