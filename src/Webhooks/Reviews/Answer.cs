using Tenancy.Policies;

namespace Webhooks.Reviews;

/// <summary>The answer to a review, before it is written. Holds its patch's pooled buffer.</summary>
internal sealed record Answer : IDisposable
{
    /// <summary>Whether the request passes.</summary>
    public bool Allowed => Denial is null;

    /// <summary>Why it does not pass, and null when it does.</summary>
    public Denial? Denial { get; init; }

    /// <summary>The decision, for metrics and traces: <c>allowed</c>, <c>denied</c>, <c>unavailable</c> (to be tried again) or <c>failed</c>.</summary>
    public string Decision => Denial switch { null => "allowed", { Code: 403 or 422 } => "denied", { Code: 503 } => "unavailable", _ => "failed" };

    /// <summary>What the caller is told although it passes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The tenant, for audit and metrics; empty when there is none.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Whether the tenant exists: the name of one that does not is whatever a request says.</summary>
    public bool TenantExists { get; init; } = true;

    /// <summary>The rules that denied, for audit and metrics.</summary>
    public IReadOnlyList<string> DenyingRules { get; init; } = [];

    /// <summary>The rules that warned, for audit and metrics.</summary>
    public IReadOnlyList<string> WarningRules { get; init; } = [];

    /// <summary>The rules that are broken and only audited, for audit and metrics.</summary>
    public IReadOnlyList<string> AuditedRules { get; init; } = [];

    /// <summary>The modes that the rules were asked in, for metrics.</summary>
    public EnforcementPolicy Enforcement { get; init; } = EnforcementPolicy.Strict;

    /// <summary>A JSON Patch, or null when nothing is to be changed.</summary>
    public PooledBuffer? Patch { get; init; }

    public void Dispose() => Patch?.Dispose();
}
