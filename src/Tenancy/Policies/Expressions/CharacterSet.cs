using System.Globalization;

namespace Tenancy.Policies.Expressions;

/// <summary>The characters that a place of an expression takes.</summary>
/// <param name="Ranges">From and to, both included.</param>
/// <param name="Classes">Letters of the classes that are in it: <c>d</c>, <c>w</c>, <c>s</c>; capitals for all but them.</param>
/// <param name="Negated">Whether it takes all but these.</param>
internal sealed record CharacterSet(IReadOnlyList<(char From, char To)> Ranges, string Classes = "", bool Negated = false)
{
    /// <summary>What a dot takes.</summary>
    public static CharacterSet AnyButNewline { get; } = new([('\n', '\n')], Negated: true);

    // Most of an expression is plain text: its characters are shared by all expressions.
    private static readonly CharacterSet[] Ascii = [.. Enumerable.Range(0, 128).Select(c => new CharacterSet([((char)c, (char)c)]))];

    public static CharacterSet Of(char one) => one < Ascii.Length ? Ascii[one] : new([(one, one)]);

    public bool Takes(char c)
    {
        for (var i = 0; i < Ranges.Count; i++)
        {
            if (c >= Ranges[i].From && c <= Ranges[i].To)
                return !Negated;
        }
        foreach (var name in Classes)
        {
            if (IsOf(name, c))
                return !Negated;
        }
        return Negated;
    }

    // As .NET defines them; a test compares all characters.
    private static bool IsOf(char name, char c) => name switch
    {
        'd' => char.IsDigit(c),
        'D' => !char.IsDigit(c),
        's' => char.IsWhiteSpace(c),
        'S' => !char.IsWhiteSpace(c),
        'w' => IsWord(c),
        _ => !IsWord(c),
    };

    private static bool IsWord(char c) => char.IsLetter(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
