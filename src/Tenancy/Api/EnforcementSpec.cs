namespace Tenancy.Api;

/// <summary>How strictly the rules hold: for bringing a tenant under them step by step.</summary>
public sealed record EnforcementSpec
{
    /// <summary>For all rules that are not listed. Unset: Enforce.</summary>
    public EnforcementMode? Mode { get; init; }

    /// <summary>For single rules.</summary>
    [Items(Max = 128), ListMapKey("id")]
    public IReadOnlyList<RuleEnforcement>? Rules { get; init; }
}
