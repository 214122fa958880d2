using CsCheck;
using Tenancy.Objects;

namespace Tenancy.Tests.Policies;

public sealed class ImageReferenceTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

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
    public void A_reference_is_read_as_a_runtime_reads_it(string text, string registry, string repository, string? tag, string? digest, bool valid = true)
    {
        Assert.Equal(valid, ImageReference.TryParse(text, out var reference));
        if (valid)
            Assert.Equal(new ImageReference(registry, repository, tag, digest), reference);
    }

    [Theory]
    [InlineData(null)]
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
    public void What_a_runtime_refuses_or_finds_without_a_registry_is_no_reference(string? text) => Assert.False(ImageReference.TryParse(text, out _));

    [Fact]
    public void A_reference_that_is_too_long_is_none()
    {
        Assert.True(ImageReference.TryParse("x.io/" + new string('a', 250), out _));
        Assert.False(ImageReference.TryParse("x.io/" + new string('a', 251), out _));
        Assert.False(ImageReference.TryParse(new string('a', 1_000_000), out _));
    }

    [Fact]
    public void The_canonical_form_of_a_reference_is_read_as_itself() => Gen.String["aZ0./:@-_[]"].Sample(text =>
        !ImageReference.TryParse(text, out var reference)
        || (ImageReference.TryParse($"{reference.Registry}/{reference.Repository}", out var again)
            && (again.Registry, again.Repository) == (reference.Registry, reference.Repository)));
}
