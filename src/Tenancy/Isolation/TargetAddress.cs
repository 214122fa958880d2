using Tenancy.Policies;

namespace Tenancy.Isolation;

/// <summary>What holds for every address that a tenant names as a target of traffic, whatever its own list says.</summary>
internal static class TargetAddress
{
    /// <summary>What is wrong with the address, to stand behind it; null when it is for the tenant's list to say. A v6 address that stands for a v4 one is judged as both.</summary>
    public static string? Problem(IpAddress address, PlatformSettings platform) =>
        ProblemOf(address, platform) ?? (SpecialAddresses.Embedded(address) is { } embedded ? ProblemOf(embedded, platform) : null);

    private static string? ProblemOf(IpAddress address, PlatformSettings platform) =>
        SpecialAddresses.Problem(address) ?? (platform.ClusterAddresses.Holds(address) ? "is an address of the cluster itself: of a pod, a service or a node" : null);
}
