namespace Tenancy.Policies;

/// <summary>
/// A list of what is allowed, compiled. Three states: unset (what that means the field documents, and the factory method says),
/// <c>[]</c> (nothing is allowed), entries (only what one of them matches). An entry that does not compile allows nothing.
/// </summary>
public sealed class PatternList
{
    private readonly Pattern[] patterns;
    private readonly bool allowsAll;

    private PatternList(IReadOnlyList<string>? entries, char separator, bool anyWhenUnset)
    {
        IsUnset = entries is null;
        allowsAll = IsUnset && anyWhenUnset;
        var compiled = new List<Pattern>();
        foreach (var entry in entries ?? [])
        {
            if (Pattern.TryCompile(entry, separator, out var pattern, out _))
                compiled.Add(pattern);
        }
        patterns = [.. compiled];
    }

    /// <summary>Whether the tenant gave no list.</summary>
    public bool IsUnset { get; }

    /// <summary>The entries that compiled.</summary>
    public IReadOnlyList<Pattern> Patterns => patterns;

    /// <summary>A list that allows everything when it is unset.</summary>
    public static PatternList AnyWhenUnset(IReadOnlyList<string>? entries, char separator) => new(entries, separator, anyWhenUnset: true);

    /// <summary>A list that allows nothing when it is unset.</summary>
    public static PatternList NoneWhenUnset(IReadOnlyList<string>? entries, char separator) => new(entries, separator, anyWhenUnset: false);

    /// <summary>Whether the list allows a value, which must be in its canonical form.</summary>
    public bool Allows(ReadOnlySpan<char> value) => allowsAll || Matches(value);

    /// <summary>Whether an entry matches a value; never when the list is unset.</summary>
    public bool Matches(ReadOnlySpan<char> value)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(value))
                return true;
        }
        return false;
    }

    /// <summary>What is allowed, for a message: <c>allowed: a, b</c>, at most ten entries; <c>none is allowed</c>.</summary>
    public override string ToString()
    {
        const int Shown = 10;
        return allowsAll ? "any is allowed"
            : patterns.Length == 0 ? "none is allowed"
            : patterns.Length <= Shown ? $"allowed: {string.Join(", ", patterns.AsEnumerable())}"
            : $"allowed: {string.Join(", ", patterns.Take(Shown))} and {patterns.Length - Shown} more";
    }
}
