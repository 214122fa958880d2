using CsCheck;
using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class PatternTests
{
    [Theory]
    [InlineData("registry.example.com/acme/*", "registry.example.com/acme/web")]
    [InlineData("registry.example.com/*/web", "registry.example.com/acme/web")]
    [InlineData("*", "acme")]
    [InlineData("a.b/c", "a.b/c")]
    [InlineData("regex:a+", "aaa")]
    [InlineData("regex:a|ab", "ab")]
    public void A_pattern_matches(string pattern, string value) => Assert.True(Path(pattern).IsMatch(value));

    [Theory]
    [InlineData("registry.example.com/acme/*", "registry.example.com/acme/team/web")]
    [InlineData("registry.example.com/acme/*", "registry.example.com/acme/")]
    [InlineData("registry.example.com/acme/*", "registry.example.com/acme")]
    [InlineData("registry.example.com/acme/*", "registry_example.com/acme/web")]
    [InlineData("*", "acme/web")]
    [InlineData("*", "")]
    [InlineData("acme", "ACME")]
    [InlineData("acme", "acme/")]
    [InlineData("regex:a+", "baab")]
    [InlineData("regex:^a|b$", "ab")]
    [InlineData("regex:a", "a\n")]
    public void A_pattern_does_not_match(string pattern, string value) => Assert.False(Path(pattern).IsMatch(value));

    [Fact]
    public void The_use_says_what_separates_segments()
    {
        Assert.True(Pattern.TryCompile("*.example.com", Pattern.Dns, out var hosts, out _));
        Assert.True(hosts.IsMatch("shop.example.com"));
        Assert.False(hosts.IsMatch("a.shop.example.com"));
        Assert.False(hosts.IsMatch(".example.com"));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("registry.example.com/app-*", "whole segment")]
    [InlineData("registry.example.com/**", "whole segment")]
    [InlineData("regex:(", "Not enough )'s")]
    [InlineData("regex:a)|(?:b", "Too many )'s")]
    [InlineData("regex:(a)\\1", "NonBacktracking")]
    [InlineData("regex:((a{1,1000}){1,1000}){1,1000}", "NonBacktracking")]
    public void What_does_not_compile_says_why(string pattern, string reason)
    {
        Assert.False(Pattern.TryCompile(pattern, Pattern.Path, out _, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_literal_matches_itself_and_nothing_else() => Gen.Select(Gen.String["ab./"], Gen.String["ab./"]).Sample((pattern, value) =>
        pattern.Length == 0 || Path(pattern).IsMatch(value) == (pattern == value));

    [Fact]
    public void Any_text_compiles_or_says_why() => Gen.String.Sample(text =>
        Pattern.TryCompile("regex:" + text, Pattern.Path, out _, out var error) || error.Length > 0);

    private static Pattern Path(string pattern) =>
        Pattern.TryCompile(pattern, Pattern.Path, out var compiled, out var error) ? compiled : throw new ArgumentException(error, nameof(pattern));
}
