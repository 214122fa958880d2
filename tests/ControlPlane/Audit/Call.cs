namespace ControlPlanes.Audit;

/// <summary>A right that a request needed.</summary>
/// <param name="Right">The right.</param>
/// <param name="Refusal">What the API server said when it was lacking; null when it was not.</param>
internal sealed record Call(Right Right, string? Refusal = null);
