namespace ControlPlanes.Ways;

/// <summary>What came of a way: a cluster, or the reason why there is none.</summary>
internal sealed record Attempt(IRunningCluster? Cluster, string? Reason)
{
    public static Attempt Found(IRunningCluster cluster) => new(cluster, null);

    public static Attempt Skipped(string reason) => new(null, reason);
}
