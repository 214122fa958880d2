using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A port of a NetworkPolicy.</summary>
public sealed record NetworkPort
{
    /// <summary>TCP, UDP or SCTP. Unset: TCP.</summary>
    [AllowedValues("TCP", "UDP", "SCTP")]
    public string? Protocol { get; init; }

    /// <summary>A number from 1 to 65535. Unset: all ports.</summary>
    [Range(1, 65_535)]
    public int? Port { get; init; }
}
