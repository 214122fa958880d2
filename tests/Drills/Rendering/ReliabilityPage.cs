using System.Globalization;
using System.Text;
using Benchmarks.Results;
using Drills.Frame;

namespace Drills.Rendering;

/// <summary>Prints docs/reliability.md.</summary>
/// <param name="drills">All that there are.</param>
/// <param name="results">What is known of a drill; null when it was not done.</param>
internal sealed class ReliabilityPage(IReadOnlyList<IDrill> drills, Func<string, DrillResult?> results)
{
    private const string Head =
        """
        # Reliability
        <!-- Written by `make drills`. Do not edit: what is said here was seen. -->

        Each drill causes one failure on a real API server with real processes: etcd, kube-apiserver, kube-controller-manager, two controllers and two webhook processes of the operator with
        their own service accounts' tokens, and a balancer in the place of the Service. What is promised stands above what was seen; what to do when something fails is in
        [operations](operations.md). In all drills people go on working, through the API server: in ten namespaces of five tenants they make what is allowed and what is forbidden, and outside of
        them what is none of the operator's business. What ends is started again, as a kubelet does.

        In no drill may a forbidden object be stored, a process panic, an object of a tenant be lost, memory grow for good, or a process ask the API server without bound. Watched in every drill
        are: each request's answer; the pods that are stored in the end; counters of panics and the logs; uids of all tenants' objects before and after; resident memory; every request of
        the four processes to the API server. All is well again when every process is ready, one controller leads, a change of a Tenant is carried out and each webhook process decides by it.

        `make drills` does all and writes this page; `make drills ONLY=etcd-paused,two-leaders` does some and keeps the rest of it. Results lie in `docs/reliability`, a file a drill.
        Times are of one machine, whose cores all of it shares.

        """;

    public string Print()
    {
        var page = new StringBuilder(Head);
        PrintSummary(page);
        foreach (var drill in drills)
            Print(page, drill);
        return page.ToString();
    }

    private static string Verdict(DrillResult? result) => result switch
    {
        null => "not done yet",
        { NotDone: not null } => "not done",
        { Broken: not null } => "**broke off**",
        { Holds: true } => "holds",
        _ => "**falls short**",
    };

    private static string Value(DrillResult? result, string id) =>
        result?.Figures.FirstOrDefault(f => f.Id == id) is { } figure ? Text(figure.Value.Median, figure.Unit) : "";

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value.ToString(Math.Abs(value) < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture)} {unit}").TrimEnd();

    private static string Anchor(IDrill drill) => $"#{drill.Number}-{string.Concat(drill.Title.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-')}";

    private static string Bound(Figure figure) => figure.Target is { } target ? $"{(target.AtLeast ? "≥" : "≤")} {Text(target.Bound, figure.Unit)}" : "";

    private void PrintSummary(StringBuilder page)
    {
        page.AppendLine().AppendLine("| drill | | well again after | allowed requests that failed | forbidden ones let through | panics | objects lost |").AppendLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var drill in drills)
        {
            var result = results(drill.Id);
            page.AppendLine($"| [{drill.Title}]({Anchor(drill)}) | {Verdict(result)} | {Value(result, "heal")} | {Value(result, "failed")} | {Value(result, "let-through")} | {Value(result, "panics")} | {Value(result, "lost")} |");
        }
    }

    private void Print(StringBuilder page, IDrill drill)
    {
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {drill.Number}. {drill.Title}");
        page.AppendLine($"**Promised.** {drill.Promise.Trim()}").AppendLine();
        page.AppendLine($"**Done.** {drill.Cause.Trim()}").AppendLine();
        page.AppendLine($"**Watched.** {drill.Watched.Trim()}").AppendLine();
        if (results(drill.Id) is not { } result)
        {
            page.AppendLine("Not done yet.");
            return;
        }

        var took = string.Create(CultureInfo.InvariantCulture, $"{result.Date:yyyy-MM-dd HH:mm} UTC in {result.Took.TotalSeconds:0} s");
        page.AppendLine($"**Seen** {took} by `make drills ONLY={drill.Id}` on {result.Machine}.");
        if (result.NotDone is { } reason)
            page.AppendLine().AppendLine($"Not done: {reason}.");
        if (result.Broken is { } failure)
            page.AppendLine().AppendLine($"Broke off: `{failure.Split('\n')[0].Replace('`', '\'')}`");
        Print(page, result.Figures);
        if (result.Notes.Count > 0)
            page.AppendLine();
        foreach (var note in result.Notes)
            page.AppendLine($"- {note}");
    }

    private static void Print(StringBuilder page, IReadOnlyList<Figure> figures)
    {
        if (figures.Count == 0)
            return;
        page.AppendLine().AppendLine("| what | seen | allowed | |").AppendLine("|---|---:|---:|---|");
        foreach (var figure in figures)
            page.AppendLine($"| {figure.Name} | {Text(figure.Value.Median, figure.Unit)} | {Bound(figure)} | {(figure.Target is null ? "" : figure.FallsShort ? "**falls short**" : "holds")} |");
    }
}
