using System.Globalization;
using System.Xml.Linq;
using Benchmarks.Rendering;
using Benchmarks.Statistics;

namespace Benchmarks.Tests.Rendering;

public sealed class SvgPlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void It_has_axes_with_names_a_legend_and_the_target()
    {
        var texts = Draw().Descendants(Svg + "text").Select(t => t.Value).ToList();

        Assert.Contains("namespaces", texts);
        Assert.Contains("ratio <of> time", texts);
        Assert.Contains("ours & theirs", texts);
        Assert.Contains("target 0.85", texts);
        Assert.Contains("10,000", texts);
    }

    [Fact]
    public void It_brings_its_own_background_for_light_and_for_dark()
    {
        var svg = Draw();

        Assert.Contains("prefers-color-scheme: dark", svg.Element(Svg + "style")!.Value, StringComparison.Ordinal);
        Assert.Equal("back", svg.Elements(Svg + "rect").First().Attribute("class")!.Value);
    }

    [Fact]
    public void Nothing_lies_outside()
    {
        var places = Draw().Descendants().Attributes().Where(a => a.Name.LocalName is "x" or "y" or "x1" or "x2" or "y1" or "y2" or "cx" or "cy");

        Assert.All(places, a => Assert.InRange(double.Parse(a.Value, CultureInfo.InvariantCulture), 0, 720));
    }

    [Theory]
    [InlineData(0.97, 1)]
    [InlineData(1.3, 2)]
    [InlineData(42, 60)]
    [InlineData(0, 1)]
    public void A_linear_axis_begins_at_zero_and_ends_at_a_round_number_above_all_values(double most, double least)
    {
        var ticks = Scale.Of(new("", Logarithmic: false), [most]).Ticks;

        Assert.Equal(0, ticks[0]);
        Assert.InRange(ticks[^1], Math.Max(most, 1e-9), Math.Max(least, most) * 1.7);
    }

    private static XElement Draw() => XDocument.Parse(new SvgPlot(new(
        "id", "A title", new("namespaces", Logarithmic: true), new("ratio <of> time"),
        [new("ours & theirs", [new(1, Spread.Of(0.9)), new(100, new(0.8, 0.7, 0.95, 3)), new(10_000, Spread.Of(0.85))])], 0.85)).Draw()).Root!;
}
