namespace Tenancy.Validation.Syntax;

/// <summary>Names, labels and annotations as the API server takes them (apimachinery, pkg/util/validation). Each function says what is wrong, or null.</summary>
internal static class Names
{
    private const int LongestLabel = 63;
    private const int LongestSubdomain = 253;
    private const int LongestSuffix = 40;
    private const string LowerAlphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string Alphanumeric = LowerAlphanumeric + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>A DNS label (RFC 1123), of at most so many characters.</summary>
    public static string? Label(string value, int longest = LongestLabel) =>
        value.Length > longest ? Problem.Invalid(value, $"must be no more than {longest} characters")
        : IsLabel(value) ? null
        : Problem.Invalid(value, "must consist of lower-case letters, digits or '-', and begin and end with a letter or digit");

    /// <summary>The name of a quota, limit range or network policy in a Tenant, from which the object's name is made.</summary>
    public static string? ObjectSuffix(string value) => value.Length == 0 ? Problem.Required("it has a name") : Label(value, LongestSuffix);

    /// <summary>A DNS subdomain: labels with dots between.</summary>
    public static string? Subdomain(string value) =>
        IsSubdomain(value) ? null
        : Problem.Invalid(value, "must consist of lower-case letters, digits, '-' or '.', begin and end with a letter or digit, and have no more than 253 characters");

    /// <summary>The key of a label.</summary>
    public static string? LabelKey(string key) => IsQualified(key)
        ? null
        : Problem.Invalid(key, "must be a name of letters, digits, '-', '_' or '.' that begins and ends with a letter or digit and has no more than 63 characters, "
            + "with an optional DNS subdomain and '/' before it");

    /// <summary>The key of an annotation: as that of a label, in any case.</summary>
    public static string? AnnotationKey(string key) => IsQualified(key.ToLowerInvariant()) ? null : LabelKey(key);

    /// <summary>The value of a label.</summary>
    public static string? LabelValue(string value) => value.Length == 0 || IsName(value)
        ? null
        : Problem.Invalid(value, "must be empty, or consist of letters, digits, '-', '_' or '.', begin and end with a letter or digit, and have no more than 63 characters");

    /// <summary>One line of text for people.</summary>
    public static string? OneLine(string value) => value.Any(char.IsControl) ? Problem.Invalid(value, "must be one line without control characters") : null;

    /// <summary>Whether this is a name with an optional DNS subdomain before it.</summary>
    public static bool IsQualified(string key) => key.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
        ? IsSubdomain(key.AsSpan(0, slash)) && IsName(key.AsSpan(slash + 1))
        : IsName(key);

    private static bool IsLabel(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= LongestLabel && value[0] != '-' && value[^1] != '-' && !value.ContainsAnyExcept(LowerAlphanumeric + "-");

    private static bool IsSubdomain(ReadOnlySpan<char> value)
    {
        if (value.Length is 0 or > LongestSubdomain)
            return false;
        foreach (var part in value.Split('.'))
        {
            var label = value[part];
            // Parts of a subdomain are not held to 63 characters by the API server; they are here: no resolver takes them.
            if (!IsLabel(label))
                return false;
        }
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= LongestLabel && Alphanumeric.Contains(value[0]) && Alphanumeric.Contains(value[^1])
        && !value.ContainsAnyExcept(Alphanumeric + "-_.");
}
