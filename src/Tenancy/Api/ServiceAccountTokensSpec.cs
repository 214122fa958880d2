using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Tokens that pods ask for in projected volumes.</summary>
public sealed record ServiceAccountTokensSpec
{
    /// <summary>Audiences that tokens may be for. Unset or []: the API server's own alone.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>The longest validity, in seconds. Unset: 86400, a day.</summary>
    [Range(600, 31_536_000)]
    public long? MaxExpirationSeconds { get; init; }
}
