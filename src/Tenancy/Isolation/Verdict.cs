namespace Tenancy.Isolation;

/// <summary>What the rules found of a request. It is allowed when nothing denies it.</summary>
/// <param name="Denials">Violations that deny.</param>
/// <param name="Warnings">Violations that the caller is warned of: of rules in mode Warn, and in templates whose pods will be denied.</param>
/// <param name="Audited">Violations of rules in mode Audit, which the caller is not told of.</param>
public sealed record Verdict(IReadOnlyList<Violation> Denials, IReadOnlyList<Violation> Warnings, IReadOnlyList<Violation> Audited)
{
    /// <summary>Whether the request passes.</summary>
    public bool Allowed => Denials.Count == 0;
}
