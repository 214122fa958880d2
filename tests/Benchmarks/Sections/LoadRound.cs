namespace Benchmarks.Sections;

/// <summary>What went through in a round.</summary>
/// <param name="RequestsPerSecond">Answers a second.</param>
/// <param name="ServerMicroseconds">The server's processor time a call.</param>
internal sealed record LoadRound(double RequestsPerSecond, double ServerMicroseconds);
