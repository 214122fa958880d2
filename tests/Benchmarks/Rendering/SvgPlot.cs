using System.Globalization;
using System.Net;
using System.Text;
using Benchmarks.Results;
using Benchmarks.Statistics;

namespace Benchmarks.Rendering;

/// <summary>
/// Draws a plot as SVG. It brings its own background, so that it can be read on a light page and on a dark one whatever the viewer knows of either; lines differ by
/// mark and dash as well as by colour.
/// </summary>
internal sealed class SvgPlot(Plot plot)
{
    private const double Width = 720;
    private const double Height = 380;
    private const double Left = 84;
    private const double Right = Width - 24;
    private const double Top = 56;
    private const double Bottom = Height - 84;

    // Colours that the colour-blind can tell apart (Okabe and Ito), dark enough for white and, in their second form, light enough for black.
    private const string Style =
        """
          <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2328 } .title { font-size: 15px; font-weight: 600 }
            .back { fill: #ffffff } .grid { stroke: #d1d9e0 } .axis { stroke: #59636e } .bound { stroke: #cf222e; stroke-dasharray: 6 4 } .bound-name { fill: #cf222e }
            .line { fill: none; stroke-width: 2 } .spread { stroke-width: 1 }
            .s0 { stroke: #0072b2 } .m0 { fill: #0072b2 } .s1 { stroke: #b34e00 } .m1 { fill: #b34e00 } .s2 { stroke: #007a5a } .m2 { fill: #007a5a } .s3 { stroke: #9b4a80 } .m3 { fill: #9b4a80 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 } .back { fill: #0d1117 } .grid { stroke: #30363d } .axis { stroke: #9198a1 } .bound { stroke: #ff7b72 } .bound-name { fill: #ff7b72 }
              .s0 { stroke: #56b4e9 } .m0 { fill: #56b4e9 } .s1 { stroke: #e69f00 } .m1 { fill: #e69f00 } .s2 { stroke: #2fc59b } .m2 { fill: #2fc59b } .s3 { stroke: #e3a1cb } .m3 { fill: #e3a1cb }
            }
          </style>
        """;

    private static readonly string[] Dashes = ["none", "8 3", "2 3", "8 3 2 3"];

    private readonly Scale x = Scale.Of(plot.X, plot.Series.SelectMany(s => s.Points).Select(p => p.X));
    private readonly Scale y = Scale.Of(plot.Y, [.. plot.Series.SelectMany(s => s.Points).Select(p => p.Y.Most), .. plot.Bound is { } bound ? [bound] : Array.Empty<double>()]);
    private readonly StringBuilder svg = new();

    public string Draw()
    {
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="{Text(plot.Title)}">""");
        svg.AppendLine(Style);
        Line($"""  <rect class="back" width="{Width}" height="{Height}" rx="6"/>""");
        Line($"""  <text class="title" x="{Left}" y="24">{Text(plot.Title)}</text>""");
        DrawAxes();
        if (plot.Bound is { } bound)
        {
            Line($"""  <line class="bound" x1="{Left}" x2="{Right}" y1="{Y(bound)}" y2="{Y(bound)}"/>""");
            Line($"""  <text class="bound-name" x="{Right}" y="{Y(bound) - 5}" text-anchor="end">target {Scale.Name(bound)}</text>""");
        }
        for (var i = 0; i < plot.Series.Count; i++)
            Draw(plot.Series[i], i);
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private void DrawAxes()
    {
        foreach (var tick in y.Ticks)
        {
            Line($"""  <line class="grid" x1="{Left}" x2="{Right}" y1="{Y(tick)}" y2="{Y(tick)}"/>""");
            Line($"""  <text x="{Left - 8}" y="{Y(tick) + 4}" text-anchor="end">{Scale.Name(tick)}</text>""");
        }
        foreach (var tick in x.Ticks)
        {
            Line($"""  <line class="axis" x1="{X(tick)}" x2="{X(tick)}" y1="{Bottom}" y2="{Bottom + 5}"/>""");
            Line($"""  <text x="{X(tick)}" y="{Bottom + 20}" text-anchor="middle">{Scale.Name(tick)}</text>""");
        }
        Line($"""  <line class="axis" x1="{Left}" x2="{Right}" y1="{Bottom}" y2="{Bottom}"/>""");
        Line($"""  <line class="axis" x1="{Left}" x2="{Left}" y1="{Top}" y2="{Bottom}"/>""");
        Line($"""  <text x="{(Left + Right) / 2}" y="{Bottom + 42}" text-anchor="middle">{Text(plot.X.Label)}</text>""");
        Line($"""  <text transform="translate(20 {(Top + Bottom) / 2}) rotate(-90)" text-anchor="middle">{Text(plot.Y.Label)}</text>""");
    }

    private void Draw(Series series, int index)
    {
        var style = index % Dashes.Length;
        var path = string.Join(' ', series.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):0.#},{Y(p.Y.Median):0.#}")));
        Line($"""  <polyline class="line s{style}" stroke-dasharray="{Dashes[style]}" points="{path}"/>""");
        foreach (var point in series.Points)
        {
            DrawSpread(point.X, point.Y, style);
            DrawMark(X(point.X), Y(point.Y.Median), style);
        }
        var column = Left + (index * (Right - Left) / Math.Max(plot.Series.Count, 1));
        Line($"""  <line class="line s{style}" stroke-dasharray="{Dashes[style]}" x1="{column}" x2="{column + 28}" y1="{Height - 16}" y2="{Height - 16}"/>""");
        DrawMark(column + 14, Height - 16, style);
        Line($"""  <text x="{column + 36}" y="{Height - 12}">{Text(series.Name)}</text>""");
    }

    private void DrawSpread(double at, Spread spread, int style)
    {
        if (spread.Most > spread.Least)
            Line($"""  <line class="spread s{style}" x1="{X(at)}" x2="{X(at)}" y1="{Y(spread.Least)}" y2="{Y(spread.Most)}"/>""");
    }

    private void DrawMark(double cx, double cy, int style)
    {
        Line(style switch
        {
            0 => $"""  <circle class="m0" cx="{cx}" cy="{cy}" r="4"/>""",
            1 => $"""  <rect class="m1" x="{cx - 4}" y="{cy - 4}" width="8" height="8"/>""",
            2 => $"""  <path class="m2" d="M {cx} {cy - 5} l 5 9 h -10 z"/>""",
            _ => $"""  <path class="m3" d="M {cx} {cy - 5} l 5 5 l -5 5 l -5 -5 z"/>""",
        });
    }

    private double X(double value) => Math.Round(Left + (x.Place(value) * (Right - Left)), 1);

    private double Y(double value) => Math.Round(Bottom - (y.Place(value) * (Bottom - Top)), 1);

    private void Line(FormattableString line) => svg.AppendLine(FormattableString.Invariant(line));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
