using Benchmarks.Results;

namespace Benchmarks.Frame;

/// <summary>
/// A section of docs/performance.md. A class that implements this and has a constructor without parameters is all that a new section takes: it is
/// found, run and printed by it.
/// </summary>
public interface ISection
{
    /// <summary>Its place on the page.</summary>
    int Number { get; }

    /// <summary>What <c>ONLY=</c> calls it, and its result's file.</summary>
    string Id { get; }

    string Title { get; }

    /// <summary>What is measured against what, in Markdown: said on the page whether it was measured or not.</summary>
    string Question { get; }

    /// <summary>Measures. What it starts it stops, also when it fails or is cancelled.</summary>
    /// <returns>Figures, tables, plots and method; the frame adds date and machine.</returns>
    Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel);
}
