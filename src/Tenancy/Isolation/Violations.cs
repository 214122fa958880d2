namespace Tenancy.Isolation;

/// <summary>Gathers what the rules find. Allocates nothing until something is wrong.</summary>
public sealed class Violations
{
    private List<Violation>? found;

    /// <summary>The rule that is being asked; set by the engine.</summary>
    internal string CurrentRule { get; set; } = "";

    /// <summary>What was found, in the order of the rules.</summary>
    public IReadOnlyList<Violation> Found => found ?? (IReadOnlyList<Violation>)[];

    /// <summary>How many were found.</summary>
    public int Count => found?.Count ?? 0;

    /// <summary>
    /// Adds a violation of the current rule. On UPDATE it is forgiven when the stored object has the same one, so
    /// <paramref name="problem"/> holds the whole of what the rule dislikes: the value that was seen, above all.
    /// </summary>
    public void Add(string field, string problem) => (found ??= []).Add(new(CurrentRule, field, problem));

    /// <summary>Takes back everything from <paramref name="start"/> on that the stored object has as well.</summary>
    internal void Forgive(int start, Violations stored)
    {
        if (found is null || stored.found is null)
            return;
        var ratchet = new Ratchet(stored.found);
        var remaining = ratchet.New(found.GetRange(start, found.Count - start));
        found.RemoveRange(start, found.Count - start);
        found.AddRange(remaining);
    }
}
