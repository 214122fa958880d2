using Benchmarks.Frame;
using Drills.Clusters;

namespace Drills.Frame;

/// <summary>Where a drill plays.</summary>
/// <param name="Cluster">API server, operator, tenants.</param>
/// <param name="Traffic">People at work in the tenants' namespaces, all the time.</param>
/// <param name="Findings">What is seen.</param>
/// <param name="Progress">Where progress is shown.</param>
internal sealed record Scene(DrillCluster Cluster, Traffic Traffic, Findings Findings, Progress Progress)
{
    /// <summary>Lets a time pass.</summary>
    public async Task WaitAsync(string what, TimeSpan time, CancellationToken cancel)
    {
        Progress.Tell($"{what}: {time.TotalSeconds:0} s");
        await Task.Delay(time, cancel);
    }
}
