namespace Drills.Hostile;

/// <summary>A body that no API server sends.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="MustBeRefused">Whether to allow it would be wrong; what chance has changed in a review may be allowed for what is left of it.</param>
/// <param name="MayBreak">Whether the connection may be closed under it: what is too large is not read to its end.</param>
internal sealed record HostileBody(byte[] Bytes, bool MustBeRefused = true, bool MayBreak = false);
