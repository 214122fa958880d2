namespace Tenancy.Validation.Syntax;

/// <summary>Guesses what was meant by a name that does not exist.</summary>
internal static class NearMatch
{
    // A letter wrong in four is a slip of the hand; more is another word.
    private const int LettersPerSlip = 4;

    /// <summary>The nearest of the names, the first of equally near ones; null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> names) => names
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(candidate => candidate.Distance <= Math.Max(name.Length, candidate.Name.Length) / LettersPerSlip)
        .DefaultIfEmpty()
        .MinBy(candidate => candidate.Distance).Name;

    /// <summary>How many letters must be put in, taken out or replaced to make one of the other (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                left = Math.Min(Math.Min(row[j], left) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], left);
            }
        }
        return row[^1];
    }
}
