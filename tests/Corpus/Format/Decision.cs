namespace Conformance.Format;

/// <summary>What admission answered.</summary>
internal enum Decision
{
    Allow,
    Warn,
    Deny,
}
