using System.Globalization;
using Benchmarks.Frame;
using Benchmarks.Results;
using Benchmarks.Clusters;
using Benchmarks.Statistics;

namespace Benchmarks.Sections;

/// <summary>Tells what convergence costs.</summary>
internal static class ConvergenceReport
{
    // As the chart has it: controller.classTenantsPerSecond.
    private const int TenantsPerSecond = 20;

    public static SectionResult Of(IReadOnlyList<ConvergenceCase> cases, string server, Run run) => new()
    {
        Machine = new() { With = [server] },
        Figures = [.. Figures(cases[^1])],
        Tables = [FromNothing(cases), Changes(cases), Writes(cases[^1])],
        Plots = run.Quick ? [] :
        [
            new("convergence", "Tenants from nothing, as a multiple of the bare client's time", new("namespaces", Logarithmic: true), new("ratio to the bare client"), [new("the operator", [.. cases.Select(c => new SeriesPoint(c.Reached, c.Ratio))])], 1.25),
            new("rollout", "The default class changes: what is written in each second", new("seconds"), new("writes a second"), [new("writes", [.. cases[^1].Rollout.Select((w, i) => new SeriesPoint(i + 1, Spread.Of(w)))])]),
        ],
        Method =
        [
            $"Each filling begins with a new control plane: API server, etcd (without fsync), controller manager, one controller, one webhook process, all on this machine. {(run.Quick ? "" : "The smallest is repeated three times; the others are filled once.")}".TrimEnd(),
            $"Tenants are made {Crowd.Concurrency} at a time by a client of their own. The operator has {Crowd.Concurrency} workers; the bare client writes {Crowd.Concurrency} tenants at a time, one object after the other, with the controller's own account, through the same webhooks. It writes no finalizers, statuses and events, and does not look at what it wrote.",
            "A filling that is not ready within 25 minutes is measured as far as it came, and the bare client then writes as much.",
            "A tenant that changes gets another group of members: a role binding in each of its namespaces is written anew. The class that changes has one more entry in a quota: each namespace has one write, and each tenant a status.",
            "Writes are those that the operator's processes have counted (`rest_client_requests_total`), without renewals of the lease; by request those that the API server has counted (`apiserver_request_total`), whoever sent them.",
        ],
    };

    private static IEnumerable<Figure> Figures(ConvergenceCase c)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{c.Reached:#,0} namespaces");
        yield return new("ratio", $"time from nothing, {size}, against the bare client", c.Ratio, "×", Target.Most(1.25));
        yield return new("one-tenant", $"one tenant among them changes, {size}", Spread.Of(c.Changes), "s", Target.Most(2));
        yield return new("writes-per-object", "writes of the operator for each object", c.WritesPerObject, "");
        if (c.WholeSeconds is not { Count: > 0 } seconds)
            yield break;
        var median = Spread.Of(seconds).Median;
        yield return new("class-pace", $"the default class changes: tenants reached a second (it may be {TenantsPerSecond})", Spread.Of((double)c.Population.Tenants / c.Rollout.Count), "", Target.Most(TenantsPerSecond * 1.1));
        yield return new("class-steadiness", "the default class changes: the most written in a second, against the median second", Spread.Of(seconds.Max() / Math.Max(median, 1)), "×", Target.Most(2));
    }

    private static Table FromNothing(IEnumerable<ConvergenceCase> cases) => new(
        "From nothing", ["namespaces", "objects", "seconds, bare client", "seconds, operator", "ratio", "objects/s, operator", "writes an object", "controller's processor ms a namespace"],
        [.. cases.Select(c => (string[])[Number(c.Reached), Number(c.Fills[0].Objects), c.BareSeconds.ToString("0.0"), c.Seconds.ToString("0.0"), c.Ratio.ToString("0.00"), Number(c.Fills[0].Objects / c.Seconds.Median), c.WritesPerObject.ToString("0.00"), c.ControllerMilliseconds.ToString("0.0")])]);

    private static Table Changes(IEnumerable<ConvergenceCase> cases) => new(
        "Changes", ["namespaces", "one tenant, seconds", "default class, seconds", "writes, all", "writes a second, median", "writes a second, most"],
        [.. cases.Select(c => (string[])[Number(c.Reached), Spread.Of(c.Changes).ToString("0.00"), Number(c.Rollout.Count), Number(c.Rollout.Sum()), Number(Spread.Of(c.Rollout).Median), Number(c.Rollout.Max())])]);

    private static Table Writes(ConvergenceCase c)
    {
        var bare = c.Fills[^1].Bare.Writes.ToDictionary(w => w.Request, w => w.Count, StringComparer.Ordinal);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"All that was written into the cluster from nothing to {c.Reached:#,0} namespaces until the last was ready, or written, by the cluster's own controllers too"),
            ["request", "operator", "bare client", "operator, a namespace", "bare client, a namespace"],
            [.. c.Fills[^1].Operator.Writes.Take(18).Select(w => (string[])[$"`{w.Request}`", Number(w.Count), Number(bare.GetValueOrDefault(w.Request)), Each(w.Count, c), Each(bare.GetValueOrDefault(w.Request), c)])]);
    }

    private static string Each(double count, ConvergenceCase c) => (count / c.Reached).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
