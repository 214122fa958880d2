namespace Tenancy.Api;

/// <summary>What becomes of a request that breaks a rule.</summary>
public enum EnforcementMode
{
    /// <summary>It is denied.</summary>
    Enforce,

    /// <summary>It passes, and the caller is warned.</summary>
    Warn,

    /// <summary>It passes; the audit log and the metrics tell of it.</summary>
    Audit,
}
