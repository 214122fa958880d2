using System.Buffers;

namespace Tenancy.Objects;

/// <summary>The parts of an image reference, by the grammar of the distribution project's <c>reference</c> package. In time linear in the text.</summary>
internal static class ImageGrammar
{
    private const int LongestTag = 128;
    private const int ShortestDigest = 32;
    private const int ShortestImageId = 64;
    private const string DigitCharacters = "0123456789";
    private const string LowerCharacters = "abcdefghijklmnopqrstuvwxyz" + DigitCharacters;
    private const string LetterCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string AlphanumericCharacters = LetterCharacters + DigitCharacters;
    private const string HexCharacters = DigitCharacters + "abcdefABCDEF";

    // Prepared once: a search for one of many characters given as a text prepares itself anew each time, for longer than it searches.
    private static readonly SearchValues<char> Digits = SearchValues.Create(DigitCharacters);
    private static readonly SearchValues<char> Lower = SearchValues.Create(LowerCharacters);
    private static readonly SearchValues<char> Letters = SearchValues.Create(LetterCharacters);
    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(AlphanumericCharacters);
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(AlphanumericCharacters + "-");
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create(AlphanumericCharacters + "_.-");
    private static readonly SearchValues<char> Hex = SearchValues.Create(HexCharacters);
    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create(HexCharacters + ":");
    private static readonly SearchValues<char> Dash = SearchValues.Create("-");
    private static readonly SearchValues<char> AlgorithmSeparators = SearchValues.Create("-_+.");

    /// <summary>The id of an image in a node's store: hexadecimal digits, alone or behind the name of their algorithm.</summary>
    public static bool IsImageId(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        var algorithm = colon < 0 ? default : text[..colon];
        var known = colon < 0 || algorithm is "blake3" || (algorithm.StartsWith("sha") && IsAll(algorithm[3..], Digits));
        return known && text.Length - colon > ShortestImageId && IsAll(text[(colon + 1)..], Hex);
    }

    /// <summary>A host name or an IPv6 address in brackets, and a port or none.</summary>
    public static bool IsHost(ReadOnlySpan<char> host)
    {
        var isAddress = host.StartsWith('[');
        var end = host.IndexOf(isAddress ? ']' : ':');
        var name = isAddress ? host[..(end + 1)] : end < 0 ? host : host[..end];
        var port = host[name.Length..];
        if (!port.IsEmpty && (port[0] != ':' || !IsAll(port[1..], Digits)))
            return false;
        return isAddress ? name.Length > 0 && IsAll(name[1..^1], AddressCharacters) : IsHostName(name);
    }

    /// <summary>Path components with slashes between.</summary>
    public static bool IsRepository(ReadOnlySpan<char> repository)
    {
        foreach (var range in repository.Split('/'))
        {
            if (!IsPathComponent(repository[range]))
                return false;
        }
        return true;
    }

    /// <summary>A tag.</summary>
    public static bool IsTag(ReadOnlySpan<char> tag) => tag.Length <= LongestTag && IsAll(tag, TagCharacters) && tag[0] is not ('.' or '-');

    /// <summary>An algorithm, a colon and hexadecimal digits.</summary>
    public static bool IsDigest(ReadOnlySpan<char> digest)
    {
        var colon = digest.IndexOf(':');
        return colon >= 0 && IsAlgorithm(digest[..colon]) && digest.Length - colon > ShortestDigest && IsAll(digest[(colon + 1)..], Hex);
    }

    private static bool IsHostName(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split('.'))
        {
            var label = name[range];
            if (!IsAll(label, LabelCharacters) || label[0] == '-' || label[^1] == '-')
                return false;
        }
        return true;
    }

    // Runs of letters and digits with one dot, one or two underscores, or any number of dashes between.
    private static bool IsPathComponent(ReadOnlySpan<char> component)
    {
        while (component.IndexOfAnyExcept(Lower) is var end and not 0)
        {
            if (end < 0)
                return !component.IsEmpty;
            component = component[end..];
            var next = component.IndexOfAny(Lower);
            if (next < 0 || !(component[..next] is "." or "_" or "__" || IsAll(component[..next], Dash)))
                return false;
            component = component[next..];
        }
        return false;
    }

    private static bool IsAlgorithm(ReadOnlySpan<char> algorithm)
    {
        foreach (var range in algorithm.SplitAny(AlgorithmSeparators))
        {
            var part = algorithm[range];
            if (!IsAll(part, Alphanumeric) || !Letters.Contains(part[0]))
                return false;
        }
        return true;
    }

    private static bool IsAll(ReadOnlySpan<char> text, SearchValues<char> characters) => !text.IsEmpty && !text.ContainsAnyExcept(characters);
}
