namespace Tenancy.Reach;

/// <summary>
/// How much a decision may cost. To decide whether label selectors cover one another is as hard as satisfiability, and a request has seconds: whoever
/// spends more than this is told so.
/// </summary>
internal sealed class Effort
{
    /// <summary>
    /// Comparisons of one value each, some tenths of a second at most: some hundred times what a policy of a dozen peers takes with a tenant that
    /// sets all of <c>spec.network</c>.
    /// </summary>
    public const int Limit = 500_000;

    private int left = Limit;

    /// <summary>Whether nothing is left. What was found since does not count.</summary>
    public bool IsSpent => left < 0;

    /// <summary>Takes from what is left.</summary>
    public void Spend(int comparisons) => left = IsSpent ? left : left - comparisons;
}
