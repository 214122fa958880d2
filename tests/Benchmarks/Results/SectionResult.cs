namespace Benchmarks.Results;

/// <summary>What a section has measured, with all that is needed to print it later.</summary>
public sealed record SectionResult
{
    /// <summary>The section.</summary>
    public string Section { get; init; } = "";

    /// <summary>When it was measured.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>Whether by the short way.</summary>
    public bool Quick { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Where.</summary>
    public Machine Machine { get; init; } = new();

    /// <summary>How it was measured: rounds, durations, loads. A sentence each.</summary>
    public IReadOnlyList<string> Method { get; init; } = [];

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public IReadOnlyList<Table> Tables { get; init; } = [];

    public IReadOnlyList<Plot> Plots { get; init; } = [];
}
