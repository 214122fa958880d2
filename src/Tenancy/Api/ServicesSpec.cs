using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>What services of the tenant may be.</summary>
public sealed record ServicesSpec
{
    /// <summary>Ports on every node. Unset: not allowed.</summary>
    public NodePortsSpec? NodePorts { get; init; }

    /// <summary>Load balancers. Unset: not allowed.</summary>
    public LoadBalancersSpec? LoadBalancers { get; init; }

    /// <summary>DNS names that services of type ExternalName may point to. Unset or []: none.</summary>
    [Items(Max = 128), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? ExternalNames { get; init; }

    /// <summary>Address ranges that externalIPs may be from. Unset or []: none.</summary>
    [Items(Max = 128), StringLength(64, MinimumLength = 1)]
    public IReadOnlyList<string>? ExternalIPs { get; init; }

    /// <summary>Annotations that services may have, beside those of tools such as kubectl and Helm. Unset: any but those that name hosts, addresses or cloud identities; []: none.</summary>
    [Items(Max = 128), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Annotations { get; init; }

    /// <summary>Address ranges that Endpoints and EndpointSlices written by hand may hold, the cluster's own never. Unset or []: none.</summary>
    [Items(Max = 128), StringLength(64, MinimumLength = 1)]
    public IReadOnlyList<string>? EndpointAddresses { get; init; }
}
