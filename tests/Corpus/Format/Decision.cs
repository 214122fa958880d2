namespace Conformance.Format;

/// <summary>What admission answered.</summary>
internal enum Decision
{
    Allow,
    Warn,

    /// <summary>It passes and the caller is told nothing; the audit log and the metrics name the rules.</summary>
    Audit,
    Deny,
}
