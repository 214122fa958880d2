namespace Conformance.Format;

/// <summary>What keeps a case from the way through an API server.</summary>
/// <param name="Since">The first minor version of Kubernetes 1 that can express the case; null when none can, or all before another.</param>
/// <param name="Before">The first that no longer can; null when none, or all.</param>
/// <param name="Reason">Why, as the skipped test says it.</param>
internal sealed record ApiServerLimit(int? Since, int? Before, string Reason)
{
    /// <summary>Whether an API server of this minor version can be asked.</summary>
    public bool Admits(int minor) => (Since is not null || Before is not null) && minor >= (Since ?? 0) && minor < (Before ?? int.MaxValue);
}
