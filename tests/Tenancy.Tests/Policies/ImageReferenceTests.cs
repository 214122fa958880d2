using System.Text.RegularExpressions;
using CsCheck;
using Tenancy.Objects;

namespace Tenancy.Tests.Policies;

public sealed partial class ImageReferenceTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    // Pieces that make a good reference now and then, and bad ones that are near to it.
    private static readonly Gen<string> Text = Gen.OneOf(
        "a", "a", "0", "Z", ".", "/", "/", ":", ":", "@", "-", "_", "__", "[", "]", "+", "localhost", "docker.io", "index.Docker.io", "library/", "x.io/", "sha256:", "@sha256:", Hex, Hex[..32], "é")
        .Array[1, 8].Select(string.Concat);

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("nginx:1.29", "docker.io", "library/nginx", "1.29", null)]
    [InlineData("acme/web", "docker.io", "acme/web", null, null)]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("Docker.io/nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("index.docker.io/acme/web", "docker.io", "acme/web", null, null)]
    [InlineData("localhost/web", "localhost", "web", null, null)]
    [InlineData("LOCALHOST/web", "localhost", "web", null, null)]
    [InlineData("FOO/web", "foo", "web", null, null)]
    [InlineData("host:5000/web:5000", "host:5000", "web", "5000", null)]
    [InlineData("Registry.Example.com/a/b/c:T", "registry.example.com", "a/b/c", "T", null)]
    [InlineData("10.0.0.1/web", "10.0.0.1", "web", null, null)]
    [InlineData("[2001:db8::1]:5000/web", "[2001:db8::1]:5000", "web", null, null)]
    [InlineData("a__b--c.d/e", "a__b--c.d", "e", null, null, false)]
    [InlineData("web@sha256:" + Hex, "docker.io", "library/web", null, "sha256:" + Hex)]
    [InlineData("x.io/web:1@sha256:" + Hex, "x.io", "web", "1", "sha256:" + Hex)]
    [InlineData("nginx:" + Hex, "docker.io", "library/nginx", Hex, null)]
    public void A_reference_is_read_as_a_runtime_reads_it(string text, string registry, string repository, string? tag, string? digest, bool valid = true) =>
        Assert.Equal(valid ? new Parts(registry, repository, tag ?? "", digest ?? "") : null, Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" nginx")]
    [InlineData("nginx\n")]
    [InlineData("nginx:")]
    [InlineData("nginx@sha256:0123")]
    [InlineData("Nginx")]
    [InlineData("docker.io/Nginx")]
    [InlineData("x.io/")]
    [InlineData("/nginx")]
    [InlineData("x.io//web")]
    [InlineData("x.io/../web")]
    [InlineData("x.io./web")]
    [InlineData("-x.io/web")]
    [InlineData("http://x.io/web")]
    [InlineData("user@x.io/web")]
    [InlineData("ｎginx")]
    [InlineData(Hex)]
    [InlineData("sha256:" + Hex)]
    [InlineData("sha512:" + Hex + Hex)]
    public void What_a_runtime_refuses_or_finds_without_a_registry_is_no_reference(string text) => Assert.Null(Parse(text));

    [Fact]
    public void A_reference_that_is_too_long_is_none()
    {
        Assert.NotNull(Parse("x.io/" + new string('a', 250)));
        Assert.Null(Parse("x.io/" + new string('a', 251)));
        Assert.Null(Parse(new string('a', 1_000_000)));
    }

    // But for a registry that only its capitals tell from a repository's first part: the canonical form has none.
    [Fact]
    public void The_canonical_form_of_a_reference_is_read_as_itself() => Text.Sample(
        text => Parse(text) is not { } reference || !ImageReference.IsRegistry(reference.Registry)
            || (Parse($"{reference.Registry}/{reference.Repository}") is { } again && (again.Registry, again.Repository) == (reference.Registry, reference.Repository)),
        iter: 20_000);

    /// <summary>The grammar once more, as the reference package writes it: a regular expression, with its groups; and the lengths, which it has beside it.</summary>
    [Fact]
    public void Any_text_is_read_as_the_grammars_expression_reads_it() => Text.Sample(text => Parse(text) == ByExpression(text), iter: 20_000);

    private static Parts? Parse(string text) => ImageReference.TryParse(text, new char[ImageReference.LongestName], out var reference)
        ? new(reference.Registry.ToString(), reference.Repository.ToString(), reference.Tag.ToString(), reference.Digest.ToString())
        : null;

    private static Parts? ByExpression(string text)
    {
        if (ImageId().IsMatch(text) || Whole().Match(text) is not { Success: true } match)
            return null;
        var (domain, repository) = (match.Groups["domain"].Value.ToLowerInvariant(), match.Groups["repository"].Value);
        domain = domain is "" or "index.docker.io" ? "docker.io" : domain;
        repository = domain is "docker.io" && !repository.Contains('/', StringComparison.Ordinal) ? $"library/{repository}" : repository;
        if ($"{domain}/{repository}".Length > 255 || text.Length > 255 + 128 + 256)
            return null;
        return new(domain, repository, match.Groups["tag"].Value, match.Groups["digest"].Value);
    }

    [GeneratedRegex(@"\A((sha[0-9]+|blake3):)?[0-9a-fA-F]{64,}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImageId();

    // What stands before the first slash is a domain if it has a dot, a colon or a capital, or is localhost.
    [GeneratedRegex(
        @"\A((?<domain>(?=localhost/|[^/]*[.:A-Z][^/]*/)([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(:[0-9]+)?)/|(?!localhost/|[^/]*[.:A-Z][^/]*/))"
        + @"(?<repository>[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*)"
        + @"(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@(?<digest>[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\z",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Whole();

    private sealed record Parts(string Registry, string Repository, string Tag, string Digest);
}
