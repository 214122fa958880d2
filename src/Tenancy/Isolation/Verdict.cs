namespace Tenancy.Isolation;

/// <summary>What the rules found of a request. It is allowed when nothing denies it.</summary>
/// <param name="Denials">Violations that deny.</param>
/// <param name="Warnings">Violations that only warn.</param>
public sealed record Verdict(IReadOnlyList<Violation> Denials, IReadOnlyList<Violation> Warnings)
{
    /// <summary>Whether the request passes.</summary>
    public bool Allowed => Denials.Count == 0;
}
