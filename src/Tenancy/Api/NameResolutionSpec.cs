namespace Tenancy.Api;

/// <summary>How pods may change what names mean to them.</summary>
public sealed record NameResolutionSpec
{
    /// <summary>Whether pods may have hostAliases. Unset: false.</summary>
    public bool? HostAliases { get; init; }

    /// <summary>Whether pods may have a dnsConfig, or a dnsPolicy other than ClusterFirst and ClusterFirstWithHostNet. Unset: false.</summary>
    public bool? CustomDns { get; init; }
}
