namespace Tenancy.Api;

/// <summary>What the operator last observed of a class.</summary>
public sealed record TenantClassStatus
{
    /// <summary>The generation of the spec that this status speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Ready, Progressing and further conditions, as KEP-1623 describes them.</summary>
    [ListMapKey("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>How many tenants have this class, by name or because it is the default.</summary>
    public int? Tenants { get; init; }

    /// <summary>How many of them this generation has reached: <c>12/40</c>.</summary>
    public string? Progress { get; init; }
}
