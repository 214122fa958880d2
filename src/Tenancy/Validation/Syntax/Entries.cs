using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Validation.Syntax;

/// <summary>Entries of the lists of what is allowed: literals with <c>*</c> for a segment, or <c>regex:</c>.</summary>
internal static class Entries
{
    /// <summary>A pattern of what is separated by slashes: annotation keys, classes.</summary>
    public static string? Path(string entry) => Compiles(entry, Pattern.Path) ?? (IsExpression(entry) ? null : NotBlank(entry));

    /// <summary>A host name, or one with <c>*</c> for a label.</summary>
    public static string? Host(string entry)
    {
        if (IsExpression(entry))
            return Compiles(entry, Pattern.Dns);
        if (!HostName.TryCanonicalize(entry, out var host))
            return Problem.Invalid(entry, "must be a DNS name, such as shop.example.com, or one with \"*\" for a whole label, such as *.example.com");
        return host == "*" ? Problem.Invalid(entry, "must name a domain behind the \"*\"") : Compiles(host, Pattern.Dns);
    }

    /// <summary>A host name that is one tenant's alone, or one with <c>*</c> for its first label.</summary>
    public static string? OwnedHost(string entry) =>
        IsExpression(entry) ? Problem.Invalid(entry, "must not be a regular expression: with which hosts of other tenants it overlaps could not be told")
        : Host(entry) is { } problem ? problem
        : HostPatterns.TryCanonicalizeOwned(entry, out _) ? null
        : Problem.Invalid(entry, "must have \"*\" for its first label alone, such as *.example.com");

    /// <summary>A registry, or a repository in one.</summary>
    public static string? Image(string entry)
    {
        if (IsExpression(entry))
            return Compiles(entry, Pattern.Path);
        if (Compiles(entry, Pattern.Path) is { } problem)
            return problem;
        // With the wildcards filled in, a repository must read as an image reference does; a registry alone as the start of one.
        var segments = entry.Split(Pattern.Path);
        var example = string.Join('/', segments.Select((s, i) => s != "*" ? s : i == 0 ? "any.example" : "any"));
        var isRegistry = segments.Length == 1 && (entry == "*" || ImageReference.IsRegistry(entry));
        return ImageReference.TryParse(isRegistry ? $"{example}/any" : example, stackalloc char[ImageReference.LongestName], out var image) && image.Tag.IsEmpty && image.Digest.IsEmpty
            ? null
            : Problem.Invalid(entry, "must be a registry or a repository without tag and digest, such as registry.example.com/team/*");
    }

    /// <summary>A port or two with a dash between.</summary>
    public static string? Ports(string entry) =>
        PortRangeList.TryParse(entry, out _, out _) ? null : Problem.Invalid(entry, "must be a port or a range of ports from 1 to 65535, such as 30000-30099");

    /// <summary>A Linux capability as containers name it.</summary>
    public static string? Capability(string entry) =>
        entry.Length > 0 && !entry.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") && !entry.StartsWith("CAP_", StringComparison.Ordinal)
            ? null
            : Problem.Invalid(entry, "must be a capability in upper case, without CAP_, such as NET_BIND_SERVICE");

    private static bool IsExpression(string entry) => entry.StartsWith(Pattern.RegexPrefix, StringComparison.Ordinal);

    private static string? Compiles(string entry, char separator) =>
        Pattern.TryCompile(entry, separator, out _, out var error) ? null : Problem.Invalid(entry, error.TrimEnd('.'));

    private static string? NotBlank(string entry) =>
        entry.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? Problem.Invalid(entry, "must not hold blanks") : null;
}
