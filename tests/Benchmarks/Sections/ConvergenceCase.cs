using Benchmarks.Clusters;
using Benchmarks.Statistics;
using Benchmarks.Worlds;

namespace Benchmarks.Sections;

/// <summary>What was measured with a population.</summary>
/// <param name="Population">The tenants.</param>
/// <param name="Fills">From nothing, a round each: by the operator, by the bare client, and how many objects.</param>
/// <param name="Changes">Seconds until a tenant that changed was ready.</param>
/// <param name="Rollout">Writes in each second while the default class changed.</param>
internal sealed record ConvergenceCase(Population Population, IReadOnlyList<(Filling Operator, BareFilling Bare, int Objects)> Fills, IReadOnlyList<double> Changes, IReadOnlyList<double> Rollout)
{
    /// <summary>How many namespaces were reached in the time that there was.</summary>
    public int Reached => Fills.Min(f => f.Operator.Ready) * Population.NamespacesEach;

    public Spread Ratio => Spread.OfRatios([.. Fills.Select(f => f.Operator.Took.TotalSeconds)], [.. Fills.Select(f => f.Bare.Took.TotalSeconds)]);

    public Spread Seconds => Spread.Of(Fills.Select(f => f.Operator.Took.TotalSeconds));

    public Spread BareSeconds => Spread.Of(Fills.Select(f => f.Bare.Took.TotalSeconds));

    public Spread WritesPerObject => Spread.Of(Fills.Select(f => f.Operator.ByOperator / f.Objects));

    public Spread ControllerMilliseconds => Spread.Of(Fills.Select(f => f.Operator.Controller.TotalMilliseconds / (f.Operator.Ready * Population.NamespacesEach)));

    /// <summary>Seconds in which the class was on its way to tenants throughout: the first and the last are not whole.</summary>
    public IReadOnlyList<double> WholeSeconds => [.. Rollout.Skip(1).SkipLast(2)];
}
