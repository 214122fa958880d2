using System.Text.Json;

namespace Tenancy.Api;

/// <summary>What the operator last observed of a tenant.</summary>
public sealed record TenantStatus
{
    /// <summary>The generation of the spec that this status speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Ready, NamespacesReady, Compliant and further conditions, as KEP-1623 describes them.</summary>
    [ListMapKey("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>The TenantClass in effect, named by the spec or the default one. Unset: none.</summary>
    public string? ClassName { get; init; }

    /// <summary>The state of the class, as UID and generation, that has reached all of the tenant's namespaces.</summary>
    public string? ClassRevision { get; init; }

    /// <summary>The sections that hold, each from the Tenant or from its class, as in the spec. Left out when it takes more than 64 KiB.</summary>
    public JsonElement? EffectivePolicy { get; init; }

    /// <summary>How many namespaces the tenant has.</summary>
    public int? NamespaceCount { get; init; }

    /// <summary>How many namespaces the tenant has, of how many it may have: <c>3/10</c>.</summary>
    public string? NamespaceSummary { get; init; }

    /// <summary>The names of the tenant's owners, for <c>kubectl get -o wide</c>: a column shows the first value of a list only.</summary>
    public string? OwnerSummary { get; init; }

    /// <summary>The tenant's namespaces.</summary>
    [ListMapKey("name")]
    public IReadOnlyList<NamespaceStatus>? Namespaces { get; init; }

    /// <summary>
    /// What the policy in force would refuse of what is stored already: brought in with a namespace, or older than the policy. Nothing is ever changed or
    /// deleted for it. Unset: nothing was found, or nothing was looked at yet; the condition Compliant tells.
    /// </summary>
    [ListMapKey("rule")]
    public IReadOnlyList<RuleViolations>? Violations { get; init; }
}
