using CsCheck;
using Webhooks.Denials;

namespace Webhooks.Tests.Denials;

public sealed class LegibleTests
{
    [Theory]
    [InlineData("web-7f9c", "web-7f9c")]
    [InlineData("system:serviceaccount:acme-dev:default", "system:serviceaccount:acme-dev:default")]
    [InlineData("pods/exec", "pods/exec")]
    [InlineData("", "")]
    [InlineData("a\nb\u001b[2Jc d", "a?b??2Jc?d")]
    [InlineData("täst\u202e", "t?st?")]
    public void A_name_has_what_names_have(string text, string shown) => Assert.Equal(shown, Legible.Name(text));

    [Fact]
    public void A_denial_is_one_line() => Assert.Equal(
        "tenant \"acme\": 2 violations: pods/a: x; pods/b: y. Ask platform@example.com",
        Legible.Line("tenant \"acme\": 2 violations\n- pods/a: x\n- pods/b: y\nAsk platform@example.com", 1024));

    [Theory]
    [InlineData("a\u001b[31mb\tc", "a?[31mb?c")]
    [InlineData("a\u202eb\u2028c\u200bd", "a?b?c?d")]
    [InlineData("grün 🐢", "grün 🐢")]
    public void What_moves_a_terminal_is_not_shown(string text, string shown) => Assert.Equal(shown, Legible.Line(text, 1024));

    [Fact]
    public void A_text_is_cut_between_characters() => Assert.Equal("aaa…", Legible.Line("aaa🐢🐢", 4));

    [Fact]
    public void Whatever_comes_is_short_and_on_one_line() => Gen.String.Sample(text =>
    {
        var (line, name) = (Legible.Line(text, 20), Legible.Name(text));
        return line.Length <= 23 && name.Length <= Legible.LongestName && !line.Contains('\n') && !name.Contains('\n');
    });
}
