using System.Runtime.InteropServices;

namespace Tenancy.Objects;

/// <summary>
/// An image reference in canonical form, read by the grammar that container runtimes use (the distribution project's
/// <c>reference</c> package), so that both sides see the same registry. A view on the caller's memory: it is made for each container of
/// each pod, and costs no garbage.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct ImageReference
{
    /// <summary>The most characters that a canonical name has: the reference package's limit.</summary>
    public const int LongestName = 255;

    // Tags have at most 128 characters; the digest's bound is generous for algorithms to come.
    private const int LongestReference = LongestName + 128 + 256;
    private const string DockerHub = "docker.io";

    private readonly int slash;

    private ImageReference(ReadOnlySpan<char> name, int slash, ReadOnlySpan<char> tag, ReadOnlySpan<char> digest)
    {
        this.slash = slash;
        Name = name;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>Registry and repository: <c>docker.io/library/nginx</c>.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>The registry's host in lower case, with its port if one was given; <c>docker.io</c> when none is named.</summary>
    public ReadOnlySpan<char> Registry => Name[..slash];

    /// <summary>The repository, with <c>library/</c> before Docker Hub's own images.</summary>
    public ReadOnlySpan<char> Repository => Name[(slash + 1)..];

    /// <summary>The tag; empty when there is none.</summary>
    public ReadOnlySpan<char> Tag { get; }

    /// <summary>The digest; empty when there is none.</summary>
    public ReadOnlySpan<char> Digest { get; }

    /// <summary>
    /// Reads a reference. False for what a runtime would refuse, and for an image id (<c>sha256:…</c> or 64 hexadecimal digits):
    /// that names whatever lies in the node's store, another tenant's private image included, and no registry.
    /// </summary>
    /// <param name="text">The reference as it was written.</param>
    /// <param name="buffer">Room for the canonical name: <see cref="LongestName"/> characters.</param>
    /// <param name="reference">A view on <paramref name="text"/> and <paramref name="buffer"/>.</param>
    public static bool TryParse(ReadOnlySpan<char> text, Span<char> buffer, out ImageReference reference)
    {
        reference = default;
        if (text.Length > LongestReference || ImageGrammar.IsImageId(text))
            return false;
        var end = text.IndexOf('/');
        var hasDomain = end >= 0 && IsRegistry(text[..end]);
        var domain = hasDomain ? text[..end] : DockerHub;
        var path = hasDomain ? text[(end + 1)..] : text;
        var hasDigest = SplitOff('@', ref path, out var digest);
        var hasTag = SplitOff(':', ref path, out var tag);
        if (!ImageGrammar.IsHost(domain) || !ImageGrammar.IsRepository(path)
            || (hasTag && !ImageGrammar.IsTag(tag)) || (hasDigest && !ImageGrammar.IsDigest(digest))
            || !TryWriteName(domain, path, buffer, out var slash, out var length))
            return false;
        reference = new(buffer[..length], slash, tag, digest);
        return true;
    }

    /// <summary>
    /// Whether the first of several components names a registry, not a repository on Docker Hub: it has a dot, a colon or an
    /// upper-case letter, or is <c>localhost</c>.
    /// </summary>
    public static bool IsRegistry(ReadOnlySpan<char> component) =>
        component is "localhost" || component.ContainsAny('.', ':') || component.ContainsAnyInRange('A', 'Z');

    private static bool SplitOff(char separator, scoped ref ReadOnlySpan<char> text, out ReadOnlySpan<char> behind)
    {
        var at = text.IndexOf(separator);
        behind = at < 0 ? default : text[(at + 1)..];
        text = at < 0 ? text : text[..at];
        return at >= 0;
    }

    private static bool TryWriteName(ReadOnlySpan<char> domain, ReadOnlySpan<char> path, Span<char> buffer, out int slash, out int length)
    {
        if (domain.Equals("index.docker.io", StringComparison.OrdinalIgnoreCase))
            domain = DockerHub;
        var library = domain.Equals(DockerHub, StringComparison.OrdinalIgnoreCase) && !path.Contains('/') ? "library/" : "";
        slash = domain.Length;
        length = slash + 1 + library.Length + path.Length;
        if (length > LongestName)
            return false;
        domain.ToLowerInvariant(buffer);
        buffer[slash] = '/';
        library.CopyTo(buffer[(slash + 1)..]);
        path.CopyTo(buffer[(slash + 1 + library.Length)..]);
        return true;
    }
}
