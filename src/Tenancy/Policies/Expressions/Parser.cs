using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tenancy.Policies.Expressions;

/// <summary>
/// Reads what people write in lists: literals, dots, sets, groups, alternatives, repetition. What it does not know, or doubts, it refuses: whether such a text is an
/// expression of .NET, and what it means, is then .NET's to say. What it takes means the same there.
/// </summary>
internal ref struct Parser(ReadOnlySpan<char> text)
{
    private const int Deepest = 20;
    private const string Metacharacters = @"\*+?|{}[]()^$.#";

    private readonly ReadOnlySpan<char> text = text;
    private int at;
    private int depth;

    private readonly bool IsAtEnd => at == text.Length;

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Node? node)
    {
        var parser = new Parser(text);
        node = parser.Either();
        if (!parser.IsAtEnd)
            node = null;
        return node is not null;
    }

    private Node? Either()
    {
        var parts = new List<Node>();
        do
        {
            if (Sequence() is not { } part)
                return null;
            parts.Add(part);
        }
        while (Take('|'));
        return parts.Count == 1 ? parts[0] : new Node.Either(parts);
    }

    private Node? Sequence()
    {
        var parts = new List<Node>();
        while (!IsAtEnd && text[at] is not ('|' or ')'))
        {
            if (Part() is not { } part)
                return null;
            parts.Add(part);
        }
        return new Node.Sequence(parts);
    }

    private Node? Part()
    {
        var atom = Atom();
        if (atom is null || IsAtEnd || text[at] is not ('*' or '+' or '?' or '{'))
            return atom;
        if (atom is Node.Begin or Node.End || Times() is not { } times)
            return null;
        // Fewest first or most first: it is the same for the whole text.
        _ = Take('?');
        return IsAtEnd || text[at] is not ('*' or '+' or '?' or '{') ? new Node.Repeat(atom, times.Least, times.Most) : null;
    }

    private (int Least, int? Most)? Times()
    {
        var sign = text[at++];
        if (sign != '{')
            return sign switch { '*' => (0, null), '+' => (1, null), _ => (0, 1) };
        if (Number() is not { } least)
            return null;
        if (Take('}'))
            return (least, least);
        if (!Take(','))
            return null;
        if (Take('}'))
            return (least, null);
        return Number() is { } most && most >= least && Take('}') ? (least, most) : null;
    }

    private int? Number()
    {
        var start = at;
        while (!IsAtEnd && char.IsAsciiDigit(text[at]))
            at++;
        return at - start is > 0 and <= 4 ? int.Parse(text[start..at], CultureInfo.InvariantCulture) : null;
    }

    private Node? Atom()
    {
        var c = text[at++];
        return c switch
        {
            '(' => Group(),
            '[' => Set() is { } set ? new Node.One(set) : null,
            '.' => new Node.One(CharacterSet.AnyButNewline),
            '^' => new Node.Begin(),
            '$' => new Node.End(),
            '\\' => Escaped() is { } set ? new Node.One(set) : null,
            _ => Metacharacters.Contains(c) ? null : new Node.One(CharacterSet.Of(c)),
        };
    }

    private Node? Group()
    {
        if (++depth > Deepest || (Take('?') && !Take(':')))
            return null;
        var inner = Either();
        depth--;
        return inner is not null && Take(')') ? inner : null;
    }

    private CharacterSet? Escaped()
    {
        if (IsAtEnd)
            return null;
        var c = text[at++];
        if (c is 'd' or 'D' or 'w' or 'W' or 's' or 'S')
            return new([], c.ToString());
        return char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != '_' ? CharacterSet.Of(c) : null;
    }

    private CharacterSet? Set()
    {
        var negated = Take('^');
        var ranges = new List<(char, char)>();
        var classes = "";
        var first = true;
        while (!Take(']'))
        {
            if (IsAtEnd || Member(first) is not { } member)
                return null;
            first = false;
            if (member.Classes.Length > 0)
            {
                classes += member.Classes;
                continue;
            }
            var from = member.Ranges[0].From;
            // A dash before the end is itself.
            if (at + 1 < text.Length && text[at] == '-' && text[at + 1] != ']')
            {
                at++;
                if (Member(first: false) is not { Classes: "" } to || to.Ranges[0].From < from || (at < text.Length && text[at] == '-' && at + 1 < text.Length && text[at + 1] != ']'))
                    return null;
                ranges.Add((from, to.Ranges[0].From));
            }
            else
                ranges.Add((from, from));
        }
        return first ? null : new(ranges, classes, negated);
    }

    private CharacterSet? Member(bool first)
    {
        var c = text[at++];
        if (c == '\\')
            return Escaped();
        // Where a dash or a bracket stands otherwise, .NET may mean more by it.
        return c is '[' or ']' or '^' || (c == '-' && !first && at < text.Length && text[at] != ']') ? null : CharacterSet.Of(c);
    }

    private bool Take(char c)
    {
        if (IsAtEnd || text[at] != c)
            return false;
        at++;
        return true;
    }
}
