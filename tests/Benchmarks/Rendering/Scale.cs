using System.Globalization;
using Benchmarks.Results;

namespace Benchmarks.Rendering;

/// <summary>Where values lie on an axis, and which of them are named.</summary>
internal sealed class Scale
{
    private readonly bool logarithmic;
    private readonly double from;
    private readonly double to;

    private Scale(bool logarithmic, double from, double to, IReadOnlyList<double> ticks) => (this.logarithmic, this.from, this.to, Ticks) = (logarithmic, from, to, ticks);

    /// <summary>The values that have a line and a name.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <param name="axis">A logarithmic one covers whole powers of ten; a linear one begins at zero and ends at a round number.</param>
    /// <param name="values">What has to fit.</param>
    public static Scale Of(Axis axis, IEnumerable<double> values)
    {
        var all = values.ToList();
        return axis.Logarithmic && all.TrueForAll(v => v > 0) ? Powers(all.Min(), all.Max()) : Linear(all.Max());
    }

    /// <summary>From 0 to 1.</summary>
    public double Place(double value) => logarithmic
        ? (Math.Log10(value) - Math.Log10(from)) / (Math.Log10(to) - Math.Log10(from))
        : (value - from) / (to - from);

    public static string Name(double value) => Math.Abs(value) is 0 or >= 0.001
        ? value.ToString("#,0.###", CultureInfo.InvariantCulture)
        : value.ToString("0.#e0", CultureInfo.InvariantCulture);

    private static Scale Powers(double least, double most)
    {
        var first = (int)Math.Floor(Math.Log10(least));
        var last = Math.Max((int)Math.Ceiling(Math.Log10(most)), first + 1);
        return new(true, Math.Pow(10, first), Math.Pow(10, last), [.. Enumerable.Range(first, last - first + 1).Select(p => Math.Pow(10, p))]);
    }

    private static Scale Linear(double most)
    {
        var wanted = (most <= 0 ? 1 : most) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(f => f * power).First(s => s >= wanted * 0.999);
        return new(false, 0, step * 4, [.. Enumerable.Range(0, 5).Select(i => i * step)]);
    }
}
