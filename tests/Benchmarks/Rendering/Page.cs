using System.Globalization;
using System.Text;
using Benchmarks.Frame;
using Benchmarks.Results;

namespace Benchmarks.Rendering;

/// <summary>Prints docs/performance.md.</summary>
/// <param name="sections">All that there are.</param>
/// <param name="results">What is known of a section; null when it was not measured.</param>
/// <param name="reasons">Why figures fall short.</param>
/// <param name="plots">Where the plots lie, as the page links to them.</param>
public sealed class Page(IReadOnlyList<ISection> sections, Func<string, SectionResult?> results, Reasons reasons, string plots)
{
    private const string Head =
        """
        # Performance
        <!-- Written by `make bench`. Do not edit: what is said here was measured. -->

        Every figure is a ratio to a baseline that was measured in the same run, on the same machine, in turns with it, or stands beside one: absolute
        times depend on the machine, ratios hardly do. Load generator, server and what else is measured share the cores of one machine, and all traffic
        is on its loopback interface. A figure is the median of its rounds, with the least and the most of them in brackets.

        `make bench` measures everything and writes this page; `make bench-quick` does it in a few minutes, with fewer and shorter rounds;
        `make bench ONLY=webhook,hot-paths` measures some sections and keeps the rest of the page. Results lie in `docs/performance/results`, a file a section.

        """;

    public string Print()
    {
        var page = new StringBuilder(Head);
        PrintShortfalls(page);
        foreach (var section in sections)
            Print(page, section);
        return page.ToString();
    }

    private void PrintShortfalls(StringBuilder page)
    {
        page.AppendLine().AppendLine("## What falls short");
        var missed = sections.SelectMany(s => (results(s.Id)?.Figures ?? []).Where(f => f.FallsShort), (s, f) => (Section: s, Figure: f))
            .GroupBy(m => (m.Section.Title, Reason: reasons.Of(m.Section.Id, m.Figure.Id)), m => m.Figure).ToList();
        var unmeasured = sections.Where(s => results(s.Id) is null).Select(s => s.Title).ToList();
        if (missed.Count == 0)
            page.AppendLine("No figure that was measured misses its target.");
        foreach (var group in missed)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"**{group.Key.Title}.** {group.Key.Reason}").AppendLine();
            page.AppendLine("| figure | measured | target |").AppendLine("|---|---|---|");
            foreach (var figure in group)
                page.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {Value(figure)} | {Bound(figure)} |");
            page.AppendLine();
        }
        if (unmeasured.Count > 0)
            page.AppendLine($"Not measured: {string.Join("; ", unmeasured)}.");
    }

    private void Print(StringBuilder page, ISection section)
    {
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {section.Number}. {section.Title}").AppendLine(section.Question.Trim()).AppendLine();
        if (results(section.Id) is not { } result)
        {
            page.AppendLine("Not measured.");
            return;
        }
        page.AppendLine(CultureInfo.InvariantCulture, $"Measured {result.Date:yyyy-MM-dd HH:mm} UTC in {result.Took.TotalMinutes:0.0} min by `make {(result.Quick ? "bench-quick" : "bench")} ONLY={section.Id}` on {result.Machine}.");
        if (result.Quick)
            page.AppendLine("The quick way: few and short rounds, so spreads are wide.");
        Print(page, result.Figures);
        foreach (var plot in result.Plots)
            page.AppendLine().AppendLine($"![{plot.Title}]({plots}/{plot.Id}.svg)");
        foreach (var table in result.Tables)
            Print(page, table);
        if (result.Method.Count > 0)
            page.AppendLine().AppendLine("How:");
        foreach (var sentence in result.Method)
            page.AppendLine($"- {sentence}");
    }

    private static void Print(StringBuilder page, IReadOnlyList<Figure> figures)
    {
        if (figures.Count == 0)
            return;
        page.AppendLine().AppendLine("| figure | measured | target | |").AppendLine("|---|---|---|---|");
        foreach (var figure in figures)
            page.AppendLine($"| {figure.Name} | {Value(figure)} | {Bound(figure)} | {(figure.Target is null ? "" : figure.FallsShort ? "**falls short**" : "met")} |");
    }

    private static void Print(StringBuilder page, Table table)
    {
        page.AppendLine().AppendLine($"**{table.Title}**").AppendLine();
        page.AppendLine($"| {string.Join(" | ", table.Columns)} |");
        page.AppendLine($"|{string.Concat(table.Columns.Select((_, i) => i == 0 ? "---|" : "---:|"))}");
        foreach (var row in table.Rows)
            page.AppendLine($"| {string.Join(" | ", row)} |");
    }

    private static string Value(Figure figure) => $"{figure.Value.ToString(Format(figure.Value.Median))} {figure.Unit}".TrimEnd();

    private static string Bound(Figure figure) => figure.Target is not { } target
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(target.AtLeast ? "≥" : "≤")} {target.Bound:#,0.##} {figure.Unit}").TrimEnd();

    // Three digits say all that such measurements can.
    private static string Format(double value) => Math.Abs(value) switch { < 10 => "0.##", < 100 => "0.#", _ => "#,0" };
}
