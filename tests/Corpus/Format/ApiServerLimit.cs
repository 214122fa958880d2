namespace Conformance.Format;

/// <summary>What keeps a case from the way through an API server.</summary>
/// <param name="Since">The first minor version of Kubernetes 1 that can express the case; null when none can.</param>
/// <param name="Reason">Why, as the skipped test says it.</param>
internal sealed record ApiServerLimit(int? Since, string Reason);
