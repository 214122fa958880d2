using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>Which tokens pods may ask for in projected volumes, compiled.</summary>
public sealed class TokenLimits(ServiceAccountTokensSpec spec)
{
    private const long Day = 86_400;

    /// <summary>Audiences beside the API server's own.</summary>
    public PatternList Audiences { get; } = PatternList.NoneWhenUnset(spec.Audiences, Pattern.Path);

    /// <summary>The longest validity, in seconds.</summary>
    public long MaxExpirationSeconds { get; } = spec.MaxExpirationSeconds ?? Day;
}
