using System.Globalization;
using System.Runtime.InteropServices;

namespace Conformance;

/// <summary>How many cases one way answered rightly, wrongly, and was not asked.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Score(int Right, int Wrong, int Skipped)
{
    /// <summary>All of them.</summary>
    public int Cases => Right + Wrong + Skipped;

    public static Score operator +(Score a, Score b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Skipped + b.Skipped);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Right}/{Right + Wrong}{(Skipped > 0 ? $", {Skipped} skipped" : "")}{(Wrong > 0 ? " FAILED" : "")}");
}
