using CsCheck;
using Tenancy.Objects;

namespace Tenancy.Tests.Objects;

public sealed class HostNameTests
{
    private static readonly Gen<string> Names =
        Gen.OneOf("a", "B", "shop", "-", "*", "", "xn--bcher-kva", "bücher", "BÜCHER", "ß", "\u3002", "１", "\u0130", "é", "_", " ", "\0", "例え", "x\u200dy", "\ud83d\ude00")
            .Array[0, 6].Select(labels => string.Join('.', labels));

    [Fact]
    public void The_canonical_form_of_a_canonical_name_is_the_name_itself() => Names.Sample(name =>
    {
        if (HostName.TryCanonicalize(name, out var canonical))
        {
            Assert.True(HostName.TryCanonicalize(canonical, out var again));
            Assert.Equal(canonical, again);
        }
    });

    [Fact]
    public void Letter_case_and_a_trailing_dot_make_no_difference() => Names.Where(n => n.All(char.IsAscii) && !n.EndsWith('.')).Sample(name =>
    {
        var known = HostName.TryCanonicalize(name, out var canonical);
        Assert.Equal(known, HostName.TryCanonicalize(name.ToUpperInvariant() + ".", out var other) && name.Length > 0);
        Assert.Equal(canonical, other);
    });

    [Fact]
    public void A_canonical_name_holds_nothing_but_labels_of_lower_case_letters_digits_and_dashes() => Names.Sample(name =>
    {
        if (HostName.TryCanonicalize(name, out var canonical))
            Assert.Matches(@"\A(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?))*\z", canonical);
    });

    [Theory]
    [InlineData("Shop.Example.COM.", "shop.example.com")]
    [InlineData("*.Example.com", "*.example.com")]
    [InlineData("bücher.example.com", "xn--bcher-kva.example.com")]
    [InlineData("BÜCHER.example.com", "xn--bcher-kva.example.com")]
    [InlineData("*.bücher.example.com", "*.xn--bcher-kva.example.com")]
    [InlineData("a\u3002example.com", "a.example.com")]
    public void Names_have_one_form(string name, string expected)
    {
        Assert.True(HostName.TryCanonicalize(name, out var canonical));
        Assert.Equal(expected, canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("a.b..")]
    [InlineData("-a.b")]
    [InlineData("a_b.c")]
    [InlineData("a*.b")]
    [InlineData("a b")]
    [InlineData("http://a.b")]
    [InlineData("a.b:80")]
    [InlineData("::1")]
    public void What_is_no_host_name_has_none(string? name) => Assert.False(HostName.TryCanonicalize(name, out _));

    [Theory]
    [InlineData("a.example.com", "example.com", true)]
    [InlineData("example.com", "example.com", true)]
    [InlineData("evilexample.com", "example.com", false)]
    [InlineData("example.com.evil", "example.com", false)]
    public void A_name_is_within_a_domain_at_the_border_of_a_label(string name, string domain, bool within) => Assert.Equal(within, HostName.IsWithin(name, domain));

    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("127.1", true)]
    [InlineData("2852039166", true)]
    [InlineData("0xa9fea9fe", true)]
    [InlineData("0251.0376.0251.0376", true)]
    [InlineData("a.0x", true)]
    [InlineData("1.example.com", false)]
    [InlineData("10-0-0-1.example.com", false)]
    [InlineData("0xyz", false)]
    public void A_name_that_ends_in_a_number_reads_as_an_address(string name, bool reads) => Assert.Equal(reads, HostName.ReadsAsAddress(name));
}
