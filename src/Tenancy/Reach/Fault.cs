namespace Tenancy.Reach;

/// <summary>A part of a NetworkPolicy that cannot be read.</summary>
/// <param name="Path">Where, below the spec.</param>
/// <param name="Problem">What is wrong with what value.</param>
/// <param name="Rule">The rule in which a peer stands; null for all that is no peer.</param>
internal sealed record Fault(string Path, string Problem, RulePlace? Rule = null);
