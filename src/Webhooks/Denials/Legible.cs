using System.Globalization;
using System.Text;

namespace Webhooks.Denials;

/// <summary>
/// Texts of requests as logs, traces and events may have them. What comes before validation is whatever its writer likes: of any length, with
/// line feeds, with sequences that move a terminal's cursor.
/// </summary>
internal static class Legible
{
    /// <summary>The most that a name of Kubernetes has.</summary>
    public const int LongestName = 253;

    /// <summary>The name itself if it could be one of an object, a label or a role; else with <c>?</c> for each other character, cut where no name goes on.</summary>
    public static string Name(string text)
    {
        if (text.Length <= LongestName && IsName(text))
            return text;
        return string.Create(Math.Min(text.Length, LongestName), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = MayBeInName(source[i]) ? source[i] : '?';
        });
    }

    /// <summary>
    /// A denial on one line: kubectl shows no more of an event than its first. Cut at <paramref name="longest"/> characters.
    /// </summary>
    public static string Line(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest) + 2);
        var items = 0;
        var i = 0;
        for (; i < text.Length && line.Length < longest; i++)
        {
            if (text[i] != '\n')
            {
                line.Append(IsShown(text[i]) ? text[i] : '?');
                continue;
            }
            // As DenialText has them: a violation each, and at last whom to ask.
            var isItem = text.AsSpan(i + 1).StartsWith("- ", StringComparison.Ordinal);
            line.Append(!isItem ? ". " : items++ == 0 ? ": " : "; ");
            i += isItem ? 2 : 0;
        }
        if (i < text.Length)
            line.Length -= char.IsHighSurrogate(line[^1]) ? 1 : 0;
        return i < text.Length ? line.Append('…').ToString() : line.ToString();
    }

    private static bool IsName(string text)
    {
        foreach (var c in text)
        {
            if (!MayBeInName(c))
                return false;
        }
        return true;
    }

    private static bool MayBeInName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ':' or '_' or '/';

    // Not what turns the direction of a line around, nor what ends it for some readers.
    private static bool IsShown(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
