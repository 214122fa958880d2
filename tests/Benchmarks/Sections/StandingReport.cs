using System.Globalization;
using Benchmarks.Frame;
using Benchmarks.Results;
using Benchmarks.Statistics;

namespace Benchmarks.Sections;

/// <summary>Tells what a standing cluster takes.</summary>
internal static class StandingReport
{
    public static SectionResult Of((double Controller, double Webhooks) empty, IReadOnlyList<StandingCase> cases, Run run) => new()
    {
        Figures = [.. Figures(empty, cases[^1])],
        Tables = [Rest(empty, cases), Restarts(cases)],
        Plots = run.Quick ? [] :
        [
            new("memory", "Resident memory at rest", new("namespaces", Logarithmic: true), new("MiB"), [Line("controller", cases, c => Spread.Of(c.Controller.ResidentMiB)), Line("webhook process", cases, c => Spread.Of(c.Webhooks.ResidentMiB))]),
            new("restart", "Start to ready", new("namespaces", Logarithmic: true), new("seconds"), [Line("controller", cases, c => c.ControllerReady), Line("webhook process", cases, c => c.WebhooksReady)], 5),
        ],
        Method =
        [
            "Processor time and memory are the kernel's (`/proc`), writes what the processes have counted (`rest_client_requests_total`), without renewals of the lease, which every leader has to write.",
            $"Each size is watched for {Text(cases[0].Time.TotalMinutes, "0.#")} min{(cases.Count > 1 ? $", the last for {Text(cases[^1].Time.TotalMinutes, "0")} min" : "")}, from when nobody in the cluster writes any more{(cases.All(c => c.IsCalm) ? "" : " (others still wrote after ten minutes at some sizes)")}.",
            $"{cases[^1].Controllers.Count} restart{(cases[^1].Controllers.Count == 1 ? "" : "s")} of each process at each size: SIGTERM, its end, its start, `/readyz`. Writes are counted from the start until it has looked at everything.",
            "Growth is the resident memory at rest, less that with no tenants, divided by the namespaces: tenants, managed objects and what the runtime keeps are all in it.",
        ],
    };

    private static IEnumerable<Figure> Figures((double Controller, double Webhooks) empty, StandingCase c)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{c.Namespaces:#,0} namespaces");
        yield return new("writes", $"writes at rest in {Text(c.Time.TotalMinutes, "0.#")} min, {size}", Spread.Of(c.Writes), "", Target.Most(0));
        yield return new("controller-processor", $"processor at rest, controller, {size}", Spread.Of(c.Controller.Processor), "% of a core", Target.Most(1));
        yield return new("webhooks-processor", $"processor at rest, webhook process, {size}", Spread.Of(c.Webhooks.Processor), "% of a core", Target.Most(1));
        yield return new("controller-resident", $"resident at rest, controller, {size}", Spread.Of(c.Controller.ResidentMiB), "MiB", Target.Most(150));
        yield return new("webhooks-resident", $"resident at rest, webhook process, {size}", Spread.Of(c.Webhooks.ResidentMiB), "MiB", Target.Most(100));
        yield return new("controller-growth", "growth a namespace, controller", Spread.Of(Growth(c.Controller.ResidentMiB, empty.Controller, c)), "KiB");
        yield return new("webhooks-growth", "growth a namespace, webhook process", Spread.Of(Growth(c.Webhooks.ResidentMiB, empty.Webhooks, c)), "KiB");
        yield return new("controller-ready", $"restart: controller ready, {size}", c.ControllerReady, "s", Target.Most(5));
        yield return new("webhooks-ready", $"restart: webhook process ready, {size}", c.WebhooksReady, "s", Target.Most(5));
        yield return new("restart-writes", $"writes caused by all restarts, {size}", Spread.Of(c.WritesByRestarts), "", Target.Most(0));
    }

    private static Table Rest((double Controller, double Webhooks) empty, IEnumerable<StandingCase> cases) => new(
        "At rest", ["namespaces", "controller MiB", "KiB a namespace", "controller % of a core", "webhooks MiB", "KiB a namespace", "webhooks % of a core", "writes"],
        [
            ["none", Text(empty.Controller, "0.0"), "", "", Text(empty.Webhooks, "0.0"), "", "", ""],
            .. cases.Select(c => (string[])[Text(c.Namespaces, "#,0"), Text(c.Controller.ResidentMiB, "0.0"), Text(Growth(c.Controller.ResidentMiB, empty.Controller, c), "0.0"), Text(c.Controller.Processor, "0.00"),
                Text(c.Webhooks.ResidentMiB, "0.0"), Text(Growth(c.Webhooks.ResidentMiB, empty.Webhooks, c), "0.0"), Text(c.Webhooks.Processor, "0.00"), Text(c.Writes, "0")]),
        ]);

    private static Table Restarts(IEnumerable<StandingCase> cases) => new(
        "Restarts", ["namespaces", "controller ready, s", "controller MiB after it", "processor s of its first look", "webhooks ready, s", "webhooks MiB after it", "processor s", "writes caused"],
        [.. cases.Select(c => (string[])[Text(c.Namespaces, "#,0"), c.ControllerReady.ToString("0.00"), Median(c.Controllers.Select(r => r.ResidentMiB)), Median(c.Controllers.Select(r => r.Processor)),
            c.WebhooksReady.ToString("0.00"), Median(c.WebhookProcesses.Select(r => r.ResidentMiB)), Median(c.WebhookProcesses.Select(r => r.Processor)), Text(c.WritesByRestarts, "0")])]);

    private static Series Line(string name, IEnumerable<StandingCase> cases, Func<StandingCase, Spread> value) => new(name, [.. cases.Select(c => new SeriesPoint(c.Namespaces, value(c)))]);

    private static double Growth(double with, double without, StandingCase c) => (with - without) * 1024 / c.Namespaces;

    private static string Median(IEnumerable<double> values) => Spread.Of(values).Median.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
