using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class ImageListTests
{
    [Theory]
    [InlineData("registry.example.com", "registry.example.com/any/path/app")]
    [InlineData("Registry.Example.com/acme/*", "registry.example.com/acme/app")]
    [InlineData("localhost:5000", "localhost:5000/app")]
    [InlineData("nginx", "docker.io/library/nginx:1")]
    [InlineData("acme/*", "docker.io/acme/app")]
    [InlineData("docker.io/library/*", "busybox")]
    [InlineData("*", "anywhere.example/app")]
    [InlineData("*/library/nginx", "mirror.example.com/library/nginx")]
    public void An_entry_is_read_as_a_reference_is(string entry, string image) => Assert.True(Allows(entry, image));

    [Theory]
    [InlineData("registry.example.com", "registry.example.com:5000/app")]
    [InlineData("registry.example.com", "registry.example.com.evil.io/app")]
    [InlineData("registry.example.com/acme", "registry.example.com/acme/app")]
    [InlineData("registry.example.com/acme/app:1", "registry.example.com/acme/app:1")]
    [InlineData("nginx", "NGINX/app")]
    [InlineData("docker.io/*", "nginx")]
    public void An_entry_is_no_string_prefix(string entry, string image) => Assert.False(Allows(entry, image));

    private static bool Allows(string entry, string image)
    {
        Assert.True(ImageReference.TryParse(image, new char[ImageReference.LongestName], out var reference));
        return new ImageList([entry]).Allows(reference);
    }
}
