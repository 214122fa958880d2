using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>What services may be, compiled.</summary>
public sealed class ServicesPolicy(ServicesSpec spec)
{
    /// <summary>Whether services may have ports on the nodes.</summary>
    public bool NodePortsAllowed { get; } = spec.NodePorts?.Allowed ?? false;

    /// <summary>Which node ports may be chosen.</summary>
    public PortRangeList NodePortRanges { get; } = new(spec.NodePorts?.Ranges);

    /// <summary>Whether services may have load balancers.</summary>
    public bool LoadBalancersAllowed { get; } = spec.LoadBalancers?.Allowed ?? false;

    /// <summary>Which loadBalancerClass may be named.</summary>
    public PatternList LoadBalancerClasses { get; } = PatternList.NoneWhenUnset(spec.LoadBalancers?.Classes, Pattern.Path);

    /// <summary>Where loadBalancerSourceRanges must lie; unset: anywhere, and they need not be given.</summary>
    public AddressRangeList LoadBalancerSourceRanges { get; } = new(spec.LoadBalancers?.SourceRanges);

    /// <summary>Where loadBalancerIP must lie.</summary>
    public AddressRangeList LoadBalancerAddresses { get; } = new(spec.LoadBalancers?.Addresses);

    /// <summary>Annotations of load balancers beside the harmless ones.</summary>
    public PatternList LoadBalancerAnnotations { get; } = PatternList.NoneWhenUnset(spec.LoadBalancers?.Annotations, Pattern.Path);

    /// <summary>DNS names that services of type ExternalName may point to.</summary>
    public PatternList ExternalNames { get; } = PatternList.NoneWhenUnset(HostPatterns.Canonicalize(spec.ExternalNames), Pattern.Dns);

    /// <summary>Where externalIPs must lie.</summary>
    public AddressRangeList ExternalIPs { get; } = new(spec.ExternalIPs);

    /// <summary>Annotations that services may have beside those of tools; unset: any but those that <see cref="TellingAnnotations"/> knows.</summary>
    public PatternList Annotations { get; } = PatternList.AnyWhenUnset(spec.Annotations, Pattern.Path);

    /// <summary>Where the addresses of Endpoints and EndpointSlices written by hand must lie.</summary>
    public AddressRangeList EndpointAddresses { get; } = new(spec.EndpointAddresses);
}
