using Benchmarks.Clusters;
using Benchmarks.Statistics;

namespace Benchmarks.Sections;

/// <summary>What was measured of a standing cluster of a size.</summary>
/// <param name="Namespaces">Its size.</param>
/// <param name="Time">How long it was watched.</param>
/// <param name="IsCalm">Whether its own controllers had ended their work.</param>
/// <param name="Controller">At rest.</param>
/// <param name="Webhooks">At rest.</param>
/// <param name="Writes">Of both, at rest.</param>
/// <param name="Controllers">Restarts of the controller.</param>
/// <param name="WebhookProcesses">Restarts of the webhook process.</param>
internal sealed record StandingCase(
    int Namespaces, TimeSpan Time, bool IsCalm, Resting Controller, Resting Webhooks, double Writes, IReadOnlyList<Restarting> Controllers, IReadOnlyList<Restarting> WebhookProcesses)
{
    public Spread ControllerReady => Spread.Of(Controllers.Select(r => r.Ready));

    public Spread WebhooksReady => Spread.Of(WebhookProcesses.Select(r => r.Ready));

    /// <summary>All writes that restarts caused.</summary>
    public double WritesByRestarts => Controllers.Concat(WebhookProcesses).Sum(r => r.Writes);
}
