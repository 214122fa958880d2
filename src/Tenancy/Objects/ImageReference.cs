using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Tenancy.Objects;

/// <summary>
/// An image reference in canonical form, read by the grammar that container runtimes use (the distribution project's
/// <c>reference</c> package), so that both sides see the same registry.
/// </summary>
/// <param name="Registry">The registry's host in lower case, with its port if one was given; <c>docker.io</c> when none is named.</param>
/// <param name="Repository">The repository, with <c>library/</c> before Docker Hub's own images.</param>
/// <param name="Tag">The tag, or null.</param>
/// <param name="Digest">The digest, or null.</param>
public sealed record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    private const string DockerHub = "docker.io";
    private const string HostLabel = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private const string PathComponent = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private const string DigestAlgorithm = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*";

    // The reference package's limit for registry and repository together.
    private const int LongestName = 255;

    // Tags have at most 128 characters; the digest's bound is generous for algorithms to come.
    private const int LongestReference = LongestName + 128 + 256;

    private static readonly Regex ImageId = Compile("(?:(?:sha[0-9]+|blake3):)?[0-9a-fA-F]{64,}");
    private static readonly Regex Host = Compile($@"(?:{HostLabel}(?:\.{HostLabel})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?");
    private static readonly Regex NameTagDigest = Compile(
        $"(?<repository>{PathComponent}(?:/{PathComponent})*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{{0,127}}))?(?:@(?<digest>{DigestAlgorithm}:[0-9a-fA-F]{{32,}}))?");

    /// <summary>
    /// Reads a reference. False for what a runtime would refuse, and for an image id (<c>sha256:…</c> or 64 hexadecimal digits):
    /// that names whatever lies in the node's store, another tenant's private image included, and no registry.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (string.IsNullOrEmpty(text) || text.Length > LongestReference || ImageId.IsMatch(text))
            return false;
        var (domain, remainder) = SplitDomain(text);
        if (!Host.IsMatch(domain) || NameTagDigest.Match(remainder) is not { Success: true } match)
            return false;
        var repository = match.Groups["repository"].Value;
        if (domain is DockerHub && !repository.Contains('/', StringComparison.Ordinal))
            repository = $"library/{repository}";
        if (domain.Length + 1 + repository.Length > LongestName)
            return false;
        reference = new(domain, repository, ValueOf(match.Groups["tag"]), ValueOf(match.Groups["digest"]));
        return true;
    }

    /// <summary>
    /// Whether the first of several components names a registry, not a repository on Docker Hub: it has a dot, a colon or an
    /// upper-case letter, or is <c>localhost</c>.
    /// </summary>
    public static bool IsRegistry(ReadOnlySpan<char> component) =>
        component is "localhost" || component.ContainsAny('.', ':') || component.ContainsAnyInRange('A', 'Z');

    private static (string Domain, string Remainder) SplitDomain(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsRegistry(text.AsSpan(0, slash)))
            return (DockerHub, text);
        var domain = text[..slash].ToLowerInvariant();
        return (domain is "index.docker.io" ? DockerHub : domain, text[(slash + 1)..]);
    }

    private static string? ValueOf(Group group) => group.Success ? group.Value : null;

    // References come from tenants: linear time whatever they hold.
    private static Regex Compile(string expression) => new($@"\A(?:{expression})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
