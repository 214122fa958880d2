using ControlPlanes.Audit;

namespace Rights;

/// <summary>What an account was granted against what it did.</summary>
/// <param name="record">Of the run.</param>
/// <param name="exceptions">Rights for what no run can be sure to do.</param>
internal sealed class Comparison(RightsRecord record, IReadOnlyCollection<Exempt> exceptions)
{
    /// <summary>Rights that were granted and never used; each a line.</summary>
    public IReadOnlyList<string> Excess => [.. record.Excess.Where(r => !exceptions.Any(e => e.Right == r)).Select(r => r.ToString())];

    /// <summary>Rights that were asked for and not granted, with what the API server said; each a line.</summary>
    public IReadOnlyList<string> Lack => [.. record.Lack.Select(l => $"{l.Right} ({l.Said})")];

    /// <summary>Exceptions of what is not granted: nobody needs to except that any more.</summary>
    public IReadOnlyList<string> Stale => [.. exceptions.Where(e => !record.Granted.Contains(e.Right)).Select(e => e.Right.ToString())];
}
