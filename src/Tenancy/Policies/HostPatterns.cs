using System.Diagnostics.CodeAnalysis;
using Tenancy.Objects;

namespace Tenancy.Policies;

/// <summary>Brings lists of host patterns into the form that canonical host names are compared in.</summary>
internal static class HostPatterns
{
    /// <summary>Canonical entries; regular expressions as they are; for what is no host name an empty entry, which allows nothing.</summary>
    public static IReadOnlyList<string>? Canonicalize(IReadOnlyList<string>? entries) => entries is null ? null : [.. entries.Select(Canonical)];

    /// <summary>
    /// Canonical entries of a list of hosts that are one tenant's alone: names, and wildcards over the first label. Of anything else it cannot be
    /// told with what it overlaps: it becomes an empty entry, which allows nothing.
    /// </summary>
    public static IReadOnlyList<string>? CanonicalizeOwned(IReadOnlyList<string>? entries) =>
        entries is null ? null : [.. entries.Select(e => TryCanonicalizeOwned(e, out var host) ? host : "")];

    /// <summary>The canonical form of a name, or of one with <c>*</c> for the first of several labels.</summary>
    public static bool TryCanonicalizeOwned(string? entry, [NotNullWhen(true)] out string? host)
    {
        if (HostName.TryCanonicalize(entry, out host) && host != "*" && host.LastIndexOf('*') <= 0)
            return true;
        host = null;
        return false;
    }

    private static string Canonical(string entry) =>
        entry?.StartsWith(Pattern.RegexPrefix, StringComparison.Ordinal) == true ? entry : HostName.TryCanonicalize(entry, out var host) ? host : "";
}
