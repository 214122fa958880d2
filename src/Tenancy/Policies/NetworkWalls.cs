using Tenancy.Api;
using Tenancy.Reach;

namespace Tenancy.Policies;

/// <summary>Whom the tenant's pods may reach and be reached by, compiled.</summary>
public sealed class NetworkWalls(string tenant, NetworkSpec spec)
{
    // The settings are the same for the life of a process; whoever asks first compiles, and two who do at once compile the same.
    private Walls? walls;

    /// <summary>How far the network is open without further rules.</summary>
    public NetworkIsolation Isolation { get; } = spec.Isolation ?? NetworkIsolation.Tenant;

    /// <summary>The walls on a platform with these settings.</summary>
    internal Walls On(PlatformSettings platform) => walls is { } known && ReferenceEquals(known.Platform, platform) ? known : walls = Walls.Of(tenant, spec, platform);
}
