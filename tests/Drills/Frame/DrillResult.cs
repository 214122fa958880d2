using System.Text.Json.Serialization;
using Benchmarks.Results;

namespace Drills.Frame;

/// <summary>What a drill has shown, with all that is needed to print it later.</summary>
internal sealed record DrillResult
{
    public DateTimeOffset Date { get; init; }

    public TimeSpan Took { get; init; }

    public Machine Machine { get; init; } = new();

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Sentences, in Markdown.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why it was not done; null when it was.</summary>
    public string? NotDone { get; init; }

    /// <summary>What ended it before its end; null when nothing did.</summary>
    public string? Broken { get; init; }

    /// <summary>Whether all that is promised was seen.</summary>
    [JsonIgnore]
    public bool Holds => NotDone is null && Broken is null && Figures.All(f => !f.FallsShort);
}
