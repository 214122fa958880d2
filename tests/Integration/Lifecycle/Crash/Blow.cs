namespace Integration.Lifecycle.Crash;

/// <summary>What a kill hit.</summary>
/// <param name="Point">When it was to come.</param>
/// <param name="Done">The steps that had been done, by the work that they belong to.</param>
/// <param name="Left">The steps that were done later, by the next process.</param>
/// <param name="Took">How long it took until all was right.</param>
internal sealed record Blow(KillPoint Point, IReadOnlyList<string> Done, IReadOnlyList<string> Left, TimeSpan Took)
{
    /// <summary>Whether it came neither before the first step of the run nor after the last.</summary>
    public bool IsInTheMiddle => Done.Count > 0 && Left.Count > 0;

    /// <summary>Whether it came in the middle of this work itself.</summary>
    public bool Cuts(string work) => Done.Contains(work, StringComparer.Ordinal) && Left.Contains(work, StringComparer.Ordinal);

    public override string ToString() =>
        $"killed {Point}, right after {Took.TotalMilliseconds:0} ms: {Done.Count} of {Done.Count + Left.Count} steps done{string.Concat(Chapter.Works.Where(Cuts).Select(w => $", in the middle of {w}"))}";
}
