using Tenancy.Objects;

namespace Tenancy.Policies;

/// <summary>Brings lists of host patterns into the form that canonical host names are compared in.</summary>
internal static class HostPatterns
{
    /// <summary>Canonical entries; regular expressions as they are; for what is no host name an empty entry, which allows nothing.</summary>
    public static IReadOnlyList<string>? Canonicalize(IReadOnlyList<string>? entries) => entries is null ? null : [.. entries.Select(Canonical)];

    private static string Canonical(string entry) =>
        entry?.StartsWith(Pattern.RegexPrefix, StringComparison.Ordinal) == true ? entry : HostName.TryCanonicalize(entry, out var host) ? host : "";
}
