using Conformance.Format;

namespace Conformance.Deciders;

/// <summary>What one way of asking answered.</summary>
/// <param name="Decision">Denied; else warned when anything warned; else audited when anything was and this way sees it; else allowed.</param>
/// <param name="Rules">The rules that decided so: sorted, each once.</param>
/// <param name="Message">The text that the user would see.</param>
internal sealed record Answer(Decision Decision, IReadOnlyList<string> Rules, string Message);
