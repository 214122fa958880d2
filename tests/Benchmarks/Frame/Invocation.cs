namespace Benchmarks.Frame;

/// <summary>What a program that does parts by their names was told to do.</summary>
/// <param name="Only">The parts that were named; null: all.</param>
/// <param name="Flags">The options without a value.</param>
public sealed record Invocation(IReadOnlyList<string>? Only, IReadOnlyList<string> Flags)
{
    private const string Parts = "--only";

    /// <summary>Whether a part is to be done.</summary>
    public bool Includes(string id) => Only?.Contains(id, StringComparer.Ordinal) != false;

    /// <summary>Whether an option was given.</summary>
    public bool Has(string flag) => Flags.Contains(flag, StringComparer.Ordinal);

    /// <summary>Reads a command line.</summary>
    /// <param name="args">What was typed.</param>
    /// <param name="part">What a part is called, such as <c>section</c>.</param>
    /// <param name="parts">The names of all parts.</param>
    /// <param name="flags">The options without a value that there are.</param>
    /// <exception cref="FormatException">It says something that there is not: a slip must not begin a run of an hour.</exception>
    public static Invocation Read(IReadOnlyList<string> args, string part, IReadOnlyList<string> parts, params IReadOnlyList<string> flags)
    {
        var given = new List<string>();
        string[]? only = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (string.Equals(args[i], Parts, StringComparison.Ordinal))
                only = i + 1 < args.Count ? Named(args[++i], part, parts) : throw new FormatException($"{Parts} needs the names of {part}s; there are {string.Join(", ", parts)}");
            else if (flags.Contains(args[i], StringComparer.Ordinal))
                given.Add(args[i]);
            else
                throw new FormatException($"there is no option \"{args[i]}\"; there are {string.Join(", ", flags.Prepend($"{Parts} {part.ToUpperInvariant()},..."))}");
        }
        return new(only, given);
    }

    // Nothing between the commas is all.
    private static string[]? Named(string list, string part, IReadOnlyList<string> parts)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(names, n => !parts.Contains(n, StringComparer.Ordinal)) is { } unknown ? throw new FormatException($"there is no {part} \"{unknown}\"; there are {string.Join(", ", parts)}")
            : names.Length == 0 ? null
            : names;
    }
}
