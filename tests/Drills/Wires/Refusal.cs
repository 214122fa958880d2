namespace Drills.Wires;

/// <summary>What is answered in the API server's stead.</summary>
/// <param name="Code">The status.</param>
/// <param name="Reason">The reason in the Status object.</param>
/// <param name="RetryAfterSeconds">What the header asks for; null without one.</param>
internal sealed record Refusal(int Code, string Reason, int? RetryAfterSeconds = null);
