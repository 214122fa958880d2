using Conformance.Format;

namespace Conformance.Deciders;

/// <summary>What one way of asking answered.</summary>
/// <param name="Decision">Denied; else warned when anything warned; else allowed.</param>
/// <param name="Rules">The rules that denied, or when nothing denied those that warned: sorted, each once.</param>
/// <param name="Message">The text that the user would see.</param>
internal sealed record Answer(Decision Decision, IReadOnlyList<string> Rules, string Message);
