using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Tenancy.Policies.Expressions;

namespace Tenancy.Policies;

/// <summary>
/// One entry of a list of what is allowed, compiled: a literal in which a segment that is <c>*</c> stands for any one segment
/// that is not empty, or <c>regex:</c> and an expression that must match the whole string. Compared byte by byte, so the caller
/// brings values into their canonical form first. Each use names what separates segments: <see cref="Path"/> for images and
/// annotation keys, <see cref="Dns"/> for host names.
/// </summary>
public sealed class Pattern
{
    /// <summary>What separates the segments of an image repository or an annotation key.</summary>
    public const char Path = '/';

    /// <summary>What separates the labels of a host name.</summary>
    public const char Dns = '.';

    /// <summary>What an entry begins with that is a regular expression.</summary>
    public const string RegexPrefix = "regex:";

    private readonly Expression? expression;
    private readonly Regex? other;
    private readonly string[] segments;
    private readonly char separator;

    private Pattern(string text, char separator, Expression? expression = null, Regex? other = null)
    {
        Text = text;
        this.separator = separator;
        this.expression = expression;
        this.other = other;
        segments = expression is null && other is null ? text.Split(separator) : [];
    }

    /// <summary>The entry as it was written.</summary>
    public string Text { get; }

    /// <summary>Compiles an entry; when it cannot be, <paramref name="error"/> says why, to stand behind the entry and a colon.</summary>
    public static bool TryCompile(string? text, char separator, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = null;
        if (string.IsNullOrEmpty(text))
            error = "is empty";
        else if (text.StartsWith(RegexPrefix, StringComparison.Ordinal))
            return TryCompileExpression(text, separator, out pattern, out error);
        else if (text.Split(separator).Any(s => s.Contains('*') && s != "*"))
            error = $"\"*\" must stand for a whole segment between \"{separator}\"; use \"{RegexPrefix}\" for more";
        else
            error = null;
        pattern = error is null ? new(text!, separator) : null;
        return error is null;
    }

    /// <summary>Whether the whole of <paramref name="value"/> matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> value)
    {
        if (expression is not null)
            return expression.IsMatch(value);
        if (other is not null)
            return other.IsMatch(value);
        foreach (var segment in segments.AsSpan(0, segments.Length - 1))
        {
            var end = value.IndexOf(separator);
            if (end < 0 || !Covers(segment, value[..end]))
                return false;
            value = value[(end + 1)..];
        }
        return !value.Contains(separator) && Covers(segments[^1], value);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool Covers(string segment, ReadOnlySpan<char> value) => segment is "*" ? !value.IsEmpty : value.SequenceEqual(segment);

    private static bool TryCompileExpression(string text, char separator, out Pattern? pattern, out string? error)
    {
        // Without backtracking the time is linear in the value, whatever a tenant's user sends.
        const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        var body = text[RegexPrefix.Length..];
        if (Expression.TryCompile(body, out var expression))
        {
            (pattern, error) = (new(text, separator, expression), null);
            return true;
        }
        try
        {
            // The bare body must be an expression too: `a)|(?:b` would close the group below and escape from its anchors.
            _ = new Regex(body, Options);
            pattern = new(text, separator, other: new Regex($@"\A(?:{body})\z", Options));
            error = null;
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            pattern = null;
            error = e.Message;
            return false;
        }
    }
}
