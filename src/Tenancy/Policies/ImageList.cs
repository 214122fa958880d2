using Tenancy.Objects;

namespace Tenancy.Policies;

/// <summary>
/// Registries and repositories that images may come from. An entry with a path is matched against registry and repository
/// (<c>docker.io/library/nginx</c>, without tag and digest); a registry alone (<c>registry.example.com</c>) is all of it.
/// </summary>
public sealed class ImageList(IReadOnlyList<string>? entries)
{
    private readonly PatternList list = PatternList.AnyWhenUnset(entries?.Select(Canonical).ToList(), Pattern.Path);

    /// <summary>Whether the tenant gave no list: images may come from anywhere.</summary>
    public bool IsUnset => list.IsUnset;

    /// <summary>Whether an image may come from where it does.</summary>
    public bool Allows(ImageReference image) => list.Allows(image.Name) || list.Matches(image.Registry);

    /// <inheritdoc cref="PatternList.ToString"/>
    public override string ToString() => list.ToString();

    // Entries are read as references are: Docker Hub where no registry is named, host names without regard to case.
    private static string Canonical(string entry)
    {
        if (string.IsNullOrEmpty(entry) || entry.StartsWith(Pattern.RegexPrefix, StringComparison.Ordinal))
            return entry ?? "";
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? entry : entry[..slash];
        var rest = slash < 0 ? "" : entry[slash..];
        return first is "*" || ImageReference.IsRegistry(first) ? first.ToLowerInvariant() + rest
            : rest.Length == 0 ? $"docker.io/library/{entry}"
            : $"docker.io/{entry}";
    }
}
