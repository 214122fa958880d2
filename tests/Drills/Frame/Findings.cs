using Benchmarks.Results;
using Benchmarks.Statistics;

namespace Drills.Frame;

/// <summary>What is seen in a drill.</summary>
internal sealed class Findings
{
    private readonly List<Figure> figures = [];
    private readonly List<string> notes = [];

    public IReadOnlyList<Figure> Figures => figures;

    /// <summary>Sentences, in Markdown.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>A number for information.</summary>
    public void Tell(string id, string name, double value, string unit = "") => figures.Add(new(id, name, Spread.Of(value), unit));

    /// <summary>A number that may be so large.</summary>
    public void AtMost(double bound, string id, string name, double value, string unit = "") => figures.Add(new(id, name, Spread.Of(value), unit, Target.Most(bound)));

    /// <summary>A number that has to be so large.</summary>
    public void AtLeast(double bound, string id, string name, double value, string unit = "") => figures.Add(new(id, name, Spread.Of(value), unit, Target.Least(bound)));

    /// <summary>A sentence.</summary>
    public void Note(string sentence) => notes.Add(sentence);
}
